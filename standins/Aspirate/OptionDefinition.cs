namespace Aspirate;

/// <summary>An option of the command line.</summary>
/// <param name="Name">Its long name.</param>
/// <param name="OtherNames">Names that mean the same.</param>
/// <param name="Value">What its value is called; null for a flag, which may have <c>true</c> or <c>false</c> behind it.</param>
/// <param name="Meaning">For a person.</param>
/// <param name="MayRepeat">Whether it may be given more than once.</param>
internal sealed record OptionDefinition(string Name, string[] OtherNames, string? Value, string Meaning, bool MayRepeat = false)
{
    /// <summary>Every option that there is.</summary>
    public static IReadOnlyList<OptionDefinition> All { get; } =
    [
        new("--aspire-manifest", ["-m"], "FILE", "the manifest that an AppHost published"),
        new("--output-path", ["-o"], "FOLDER", "where to write; default: aspirate-output"),
        new("--skip-build", [], null, "needed: no image is built"),
        new("--non-interactive", [], null, "needed: nothing is asked"),
        new("--disable-secrets", [], null, "needed: every value stands in a ConfigMap"),
        new("--disable-state", ["--no-state"], null, "needed: nothing is kept for the next run"),
        new("--image-pull-policy", [], "POLICY", "needed: IfNotPresent, Always or Never"),
        new("--include-dashboard", ["--with-dashboard"], null, "needed: false"),
        new("--container-registry", ["-cr"], "HOST", "where the images of projects and builds are; default: no registry"),
        new("--container-image-tag", ["-ct"], "TAG", "their tag, the first one counts; default: latest", MayRepeat: true),
        new("--namespace", [], "NAME", "a namespace to make and to deploy to"),
        new("--parameter", ["-pa"], "NAME=VALUE", "value of a parameter", MayRepeat: true),
    ];

    /// <summary>Finds an option by one of its names.</summary>
    /// <exception cref="AspirateException">There is none such.</exception>
    public static OptionDefinition Find(string name) => All.FirstOrDefault(option => option.Name == name || option.OtherNames.Contains(name))
        ?? throw new AspirateException($"unknown option '{name}'; this stand-in for Aspirate 9.1 knows {string.Join(", ", All.Select(option => option.Name))}");
}
