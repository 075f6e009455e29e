namespace Aspirate;

/// <summary>Writes statefulset.yaml.</summary>
internal static class StatefulSetFile
{
    /// <summary>Writes the StatefulSet of a workload that has volumes, each of one GiB.</summary>
    public static string Of(Workload workload, string imagePullPolicy)
    {
        var name = YamlText.Scalar(workload.ObjectName);
        return new YamlFile()
            .Lines($"""
                ---
                apiVersion: apps/v1
                kind: StatefulSet
                metadata:
                  name: {name}
                  labels:
                    app: {name}
                spec:
                  serviceName: "{workload.ObjectName}"
                  replicas: 1
                  selector:
                    matchLabels:
                      app: {name}
                  template:
                    metadata:
                      labels:
                        app: {name}
                    spec:
                      containers:
                        - name: {name}
                          image: {YamlText.Scalar(workload.Image)}
                          imagePullPolicy: {imagePullPolicy}
                """)
            .LinesIf(workload.Entrypoint is not null, $"          command:\n            - {YamlText.Scalar(workload.Entrypoint ?? "")}")
            .Each("          args:", workload.Arguments, argument => $"            - {YamlText.Quoted(argument)}")
            .Each("          ports:", workload.ContainerPorts, port => $"            - containerPort: {port.TargetPort}")
            .LinesIf(workload.Environment.Count > 0, $"          envFrom:\n            - configMapRef:\n                name: {workload.ObjectName}-env")
            .Each("          volumeMounts:", workload.Volumes, volume => $"            - name: {YamlText.Scalar(volume.Name)}\n              mountPath: {YamlText.Scalar(volume.Target)}")
            .Each("  volumeClaimTemplates:", workload.Volumes, volume => $"""
                    - metadata:
                        name: {YamlText.Scalar(volume.Name)}
                      spec:
                        accessModes: ["ReadWriteOnce"]
                        resources:
                          requests:
                            storage: 1Gi
                """)
            .ToString();
    }
}
