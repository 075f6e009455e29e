namespace Aspirate;

/// <summary>Writes service.yaml.</summary>
internal static class ServiceFile
{
    /// <summary>Writes the Service of a workload; an empty file where it listens at no port.</summary>
    public static string Of(Workload workload)
    {
        var name = YamlText.Scalar(workload.ObjectName);
        return workload.Ports.Count == 0
            ? ""
            : new YamlFile()
                .Lines($"""
                    ---
                    apiVersion: v1
                    kind: Service
                    metadata:
                      name: {name}
                    spec:
                      type: ClusterIP
                      selector:
                        app: {name}
                    """)
                .Each("  ports:", workload.ServicePorts, port => $"  - name: {YamlText.Scalar(port.Name)}\n    port: {port.Port}\n    targetPort: {port.TargetPort}")
                .ToString();
    }
}
