namespace Aspirate;

/// <summary>Writes kustomization.yaml.</summary>
internal static class KustomizationFile
{
    private const string Options = "\ngeneratorOptions:\n  disableNameSuffixHash: true\n";

    /// <summary>Writes that of a workload: its files and its variables.</summary>
    public static string Of(Workload workload) => new YamlFile()
        .Lines($"resources:\n- {workload.MainFile}\n- service.yaml")
        .Lines(Options)
        .Each(
            $"configMapGenerator:\n- name: {workload.ObjectName}-env\n  literals:",
            workload.Environment,
            variable => $"    - {YamlText.Scalar($"{variable.Key}={Literal(variable.Value)}")}")
        .LinesIf(workload.IsProject && workload.Environment.Count > 0, "    - ASPNETCORE_URLS=http://+:8080;")
        .Lines("")
        .ToString();

    /// <summary>Writes that of the whole tree.</summary>
    /// <param name="workloads">Each has a folder.</param>
    /// <param name="namespace">The namespace to make; null for none.</param>
    public static string Of(IReadOnlyList<Workload> workloads, string? @namespace) => new YamlFile()
        .LinesIf(@namespace is not null, $"namespace: {YamlText.Scalar(@namespace ?? "")}\n")
        .Each("resources:", workloads, workload => $"- {YamlText.Scalar(workload.Name)}")
        .LinesIf(@namespace is not null, "- namespace.yaml")
        .Lines(Options)
        .Lines("")
        .ToString();

    // Kustomize takes a pair of quotes around a value away.
    private static string Literal(string value) => value is ['"', .., '"'] or ['\'', .., '\''] ? $"\"{value}\"" : value;
}
