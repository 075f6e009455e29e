namespace Aspirate;

/// <summary>The folder that is written.</summary>
/// <param name="root">Its path.</param>
/// <param name="output">Takes a line for each part that is done.</param>
internal sealed class OutputTree(string root, TextWriter output)
{
    /// <summary>Writes every file. The folders of the workloads are replaced; whatever else is there stays.</summary>
    public void Write(IReadOnlyList<Workload> workloads, GenerateOptions options)
    {
        foreach (var workload in workloads)
        {
            Write(workload, options.ImagePullPolicy);
        }

        if (options.Namespace is not null)
        {
            Write("namespace.yaml", $"apiVersion: v1\nkind: Namespace\nmetadata:\n  name: {YamlText.Scalar(options.Namespace)}");
        }

        Write("kustomization.yaml", KustomizationFile.Of(workloads, options.Namespace));
        output.WriteLine($"Generating {root}/kustomization.yaml");
    }

    private void Write(Workload workload, string imagePullPolicy)
    {
        var folder = Path.Combine(root, workload.Name);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Write($"{workload.Name}/{workload.MainFile}", workload.Volumes.Count > 0 ? StatefulSetFile.Of(workload, imagePullPolicy) : DeploymentFile.Of(workload, imagePullPolicy));
        Write($"{workload.Name}/service.yaml", ServiceFile.Of(workload));
        Write($"{workload.Name}/kustomization.yaml", KustomizationFile.Of(workload));
        output.WriteLine($"Generating {root}/{workload.Name}");
    }

    private void Write(string path, string text)
    {
        var file = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
