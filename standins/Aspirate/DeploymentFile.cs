namespace Aspirate;

/// <summary>Writes deployment.yaml.</summary>
internal static class DeploymentFile
{
    /// <summary>Writes the Deployment of a workload. As Aspirate's, the file ends without a line break.</summary>
    public static string Of(Workload workload, string imagePullPolicy)
    {
        var name = YamlText.Scalar(workload.ObjectName);
        return new YamlFile()
            .Lines($"""
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: {name}
                  labels:
                    app: {name}
                spec:
                  minReadySeconds: 60
                  replicas: 1
                  selector:
                    matchLabels:
                      app: {name}
                  strategy:
                    type: Recreate
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
            .LinesIf(workload.Entrypoint is not null, $"        command:\n          - {YamlText.Scalar(workload.Entrypoint ?? "")}")
            .Each("        args:", workload.Arguments, argument => $"        - {YamlText.Scalar(argument)}")
            .Each("        ports:", workload.ContainerPorts, port => $"        - name: {YamlText.Scalar(port.Name)}\n          containerPort: {port.TargetPort}")
            .LinesIf(workload.Environment.Count > 0, $"        envFrom:\n        - configMapRef:\n            name: {workload.ObjectName}-env")
            .Lines("      terminationGracePeriodSeconds: 180")
            .ToString().TrimEnd('\n');
    }
}
