using WsAspire.Cluster.Tests.Manifests.Rules;

namespace WsAspire.Cluster.Tests.Manifests;

/// <summary>For each rule what breaks it, and it alone.</summary>
internal static class RuleSamples
{
    private const string Order = "Deployment/ws-order";
    private const string Bff = "Deployment/ws-bff";
    private const string Database = "StatefulSet/mysql";
    private const string Shipper = "DaemonSet/filebeat";
    private const string Logs = "filebeat";
    private const string Container = "/spec/template/spec/containers/0";
    private const string Init = "/spec/template/spec/initContainers/0";

    /// <summary>They.</summary>
    public static IReadOnlyList<Sample> All { get; } =
    [
        // One rule after another, in the order of their names.
        Of<AccountsAreTheirOwn>(Order, "/spec/template/spec/serviceAccountName", "\"ws-bff\"", "Deployment/ws-order: serviceAccountName: is 'ws-bff', expected the one of its service, ws-order"),
        Of<AccountsAreTheirOwn>(Order, "/spec/template/spec/serviceAccountName", null, "serviceAccountName: is '', expected a ServiceAccount that is there"),
        Of<AccountsAreTheirOwn>(Order, "/spec/template/spec/automountServiceAccountToken", null, "automountServiceAccountToken: expected false"),
        Of<AccountsAreTheirOwn>("ServiceAccount/envoy", "/automountServiceAccountToken", "true", "ServiceAccount/envoy: automountServiceAccountToken: expected false"),
        Of<AccountsAreTheirOwn>(set => set.Without("ServiceAccount/ws-bff"), "Deployment/ws-bff: serviceAccountName: is 'ws-bff'"),

        Of<AddressesExist>("ConfigMap/ws-bff-env", "/data/services__ws-order__http__0", "\"http://envoy:8080\"", "services__ws-order__http__0: is http://envoy:8080, expected a Service"),
        Of<AddressesExist>("ConfigMap/ws-bff-env", "/data/services__ws-order__http__0", "\"http://ws-order:8080\"", "no NetworkPolicy of Deployment/ws-bff has egress for Deployment/ws-order at 8080"),
        Of<AddressesExist>("NetworkPolicy/ws-branches", "/spec/ingress/0/from/2", null, "no NetworkPolicy of Deployment/ws-branches has ingress for Deployment/ws-bff at 8080"),

        Of<BackendsExist>("production", "HorizontalPodAutoscaler/envoy", "/spec/scaleTargetRef/apiVersion", "\"apps/v2\"", "there is no Deployment envoy of apps/v2"),
        Of<BackendsExist>("production", "HTTPRoute/bff", "/spec/rules/0/backendRefs/0/port", "8080", "HTTPRoute/bff: backendRefs: there is no Service bff-svc with the port 8080"),
        Of<BackendsExist>("staging", "Ingress/bff", "/spec/rules/0/http/paths/0/backend/service/port/name", "\"grpc\"", "Ingress/bff: backend: there is no Service bff-svc"),
        Of<BackendsExist>("staging", "Ingress/bff", "/spec/ingressClassName", null, "ingressClassName is missing"),

        Of<BranchesShareNothing>(BuiltOverlays.Branch, set => set.And(Service("ws-order-f1", "ws-order")), "Service/ws-order-f1: a branch has it"),
        Of<BranchesShareNothing>(BuiltOverlays.Branch, "Deployment/ws-bff-f1", "/metadata/name", "\"ws-bff\"", "Deployment/ws-bff: there is one of this name beside it"),
        Of<BranchesShareNothing>(
            BuiltOverlays.Branch, set => set.WithBeside("Service/ws-bff", "/spec/selector", """{"app.kubernetes.io/name": "ws-bff"}"""), "Deployment/ws-bff-f1: its pods are taken by Service/ws-bff"),

        Of<BudgetsDoNotBlock>("PodDisruptionBudget/mysql", "/spec/maxUnavailable", "0", "PodDisruptionBudget/mysql: expected maxUnavailable 1"),
        Of<BudgetsDoNotBlock>("PodDisruptionBudget/envoy", "/spec/unhealthyPodEvictionPolicy", null, "unhealthyPodEvictionPolicy: expected AlwaysAllow"),
        Of<BudgetsDoNotBlock>(set => set.Without("PodDisruptionBudget/ws-order"), "Deployment/ws-order: has 0 PodDisruptionBudgets, expected 1"),
        Of<BudgetsDoNotBlock>(
            BuiltOverlays.Branch,
            set => set.WithBeside("PodDisruptionBudget/ws-bff", "/spec/selector/matchLabels", """{"app.kubernetes.io/name": "ws-bff"}"""),
            "Deployment/ws-bff-f1: has 1 PodDisruptionBudgets, expected 0"),

        Of<BudgetsDoNotBlock>(
            Logs,
            set => set.And(Budget("filebeat").Replace("namespace: ws,", "namespace: ws-logs,", StringComparison.Ordinal)),
            "DaemonSet/filebeat: has 1 PodDisruptionBudgets, expected 0"),

        Of<DatabasesKeepTheirNames>("Service/mysql", "/spec/clusterIP", null, "StatefulSet/mysql: serviceName: is 'mysql', expected a Service with clusterIP None"),
        Of<DatabasesKeepTheirNames>(Database, $"{Container}/volumeMounts/0", null, "volumeClaimTemplates: none is mounted"),

        Of<GraceIsEnough>(Bff, "/spec/template/spec/terminationGracePeriodSeconds", "25", "terminationGracePeriodSeconds: is 25, expected more than 25"),
        Of<GraceIsEnough>("ConfigMap/ws-bff-env", "/data/Shutdown__DrainTimeout", "\"00:01:00\"", "is 45, expected more than 65"),
        Of<GraceIsEnough>("Deployment/envoy", "/spec/template/spec/terminationGracePeriodSeconds", "27", "container envoy: terminationGracePeriodSeconds: is 27, expected more than 27"),
        Of<GraceIsEnough>(Logs, Shipper, "/spec/template/spec/terminationGracePeriodSeconds", "5", "container filebeat: terminationGracePeriodSeconds: is 5, expected more than 5"),
        Of<GraceIsEnough>(Database, "/spec/template/spec/terminationGracePeriodSeconds", null, "is 30, expected more than 59"),

        Of<ImagesAreFixed>(Order, $"{Container}/image", "\"registry:5000/ws-order\"", "container ws-order: image: is 'registry:5000/ws-order', expected a tag"),
        Of<ImagesAreFixed>(Order, $"{Init}/image", "\"ws-order:latest\"", "container migrate: image: is 'ws-order:latest'"),
        Of<ImagesAreFixed>(Order, $"{Container}/imagePullPolicy", "\"Always\"", "imagePullPolicy: expected IfNotPresent"),

        Of<LabelsAreThere>("NetworkPolicy/dns", "/metadata/labels", null, "NetworkPolicy/dns: label app.kubernetes.io/part-of is missing"),
        Of<LabelsAreThere>(Bff, "/spec/template/metadata/labels/branch", null, "Deployment/ws-bff: label of its pods branch is missing"),
        Of<LabelsAreThere>(Database, "/spec/template/metadata/labels/app.kubernetes.io~1managed-by", null, "StatefulSet/mysql: label of its pods app.kubernetes.io/managed-by is missing"),

        Of<NamespaceIsRestricted>("Namespace/ws", "/metadata/labels/pod-security.kubernetes.io~1enforce", "\"baseline\"", "pod-security.kubernetes.io/enforce: expected restricted"),
        Of<NamespaceIsRestricted>(Logs, "Namespace/ws-logs", "/metadata/labels/pod-security.kubernetes.io~1audit", "\"privileged\"", "pod-security.kubernetes.io/audit: expected restricted"),
        Of<NamespaceIsRestricted>("Service/order-svc", "/metadata/namespace", "\"default\"", "Service/order-svc: is in the namespace 'default', expected ws"),
        Of<NamespaceIsRestricted>(set => set.Without("Namespace/ws"), "there are 0, expected one"),

        Of<NothingTalksUnasked>(set => set.Without("NetworkPolicy/default-deny"), "none denies all"),
        Of<NothingTalksUnasked>("NetworkPolicy/default-deny", "/spec/policyTypes/1", null, "none denies all"),
        Of<NothingTalksUnasked>(set => set.Without("NetworkPolicy/mysql"), "StatefulSet/mysql: no NetworkPolicy says who may call it"),
        Of<NothingTalksUnasked>("NetworkPolicy/mysql", "/spec/ingress/0/ports", null, "NetworkPolicy/mysql: ingress: ports is missing"),
        Of<NothingTalksUnasked>("NetworkPolicy/mysql", "/spec/ingress/0/from", null, "NetworkPolicy/mysql: ingress: from is missing"),
        Of<NothingTalksUnasked>("NetworkPolicy/dns", "/spec/policyTypes", null, "NetworkPolicy/dns: policyTypes is missing"),

        Of<PodsAreRestricted>(Order, $"{Init}/securityContext/capabilities/drop", "[\"NET_RAW\"]", "container migrate: securityContext: capabilities: expected drop [ALL]"),
        Of<PodsAreRestricted>(Order, $"{Container}/securityContext/readOnlyRootFilesystem", "false", "readOnlyRootFilesystem: expected true"),
        Of<PodsAreRestricted>(Order, $"{Container}/securityContext/runAsUser", "0", "container ws-order: securityContext: runAsUser: expected none, the pod's holds"),
        Of<PodsAreRestricted>(Order, $"{Container}/ports/0/hostPort", "8080", "hostPort: expected none"),
        Of<PodsAreRestricted>(Database, "/spec/template/spec/securityContext/runAsUser", "999", "StatefulSet/mysql: securityContext: runAsUser: expected more than 10000"),
        Of<PodsAreRestricted>(Order, "/spec/template/spec/securityContext/seccompProfile", null, "seccompProfile: type: expected RuntimeDefault"),
        Of<PodsAreRestricted>(Order, "/spec/template/spec/securityContext/runAsNonRoot", null, "runAsNonRoot: expected true"),
        Of<PodsAreRestricted>(Order, "/spec/template/spec/hostNetwork", "true", "hostNetwork: expected none"),
        Of<PodsAreRestricted>(Order, "/spec/template/spec/volumes/0", """{"name": "tmp", "hostPath": {"path": "/tmp"}}""", "volume tmp: hostPath: expected none"),
        Of<PodsAreRestricted>(Order, "/spec/template/spec/volumes/0/emptyDir", "{}", "volume tmp: emptyDir: sizeLimit is missing"),

        Of<PodsAreRestricted>(Logs, Shipper, "/spec/template/spec/volumes/2/hostPath/path", "\"/etc\"", "DaemonSet/filebeat: volume logs: hostPath: expected none"),
        Of<PodsAreRestricted>(Logs, Shipper, $"{Container}/volumeMounts/2/readOnly", null, "container filebeat: volumeMounts: logs: logs of the node are mounted to be written"),
        Of<PodsAreRestricted>(Logs, Shipper, "/spec/template/spec/securityContext/runAsGroup", "0", "DaemonSet/filebeat: securityContext: runAsGroup: expected more than 10000"),
        Of<PodsAreRestricted>(Logs, Shipper, $"{Container}/securityContext/capabilities/add", "[\"DAC_READ_SEARCH\"]", "capabilities: expected drop [ALL] and no add"),

        Of<PodsAreSpread>(Order, "/spec/template/spec/topologySpreadConstraints/1", null, "none for topology.kubernetes.io/zone"),
        Of<PodsAreSpread>(Order, "/spec/template/spec/topologySpreadConstraints/0/labelSelector/matchLabels", """{"app": "ws-bff"}""", "labelSelector: does not take its own pods"),
        Of<PodsAreSpread>(Order, "/spec/template/spec/topologySpreadConstraints/0/matchLabelKeys", null, "matchLabelKeys: expected pod-template-hash"),

        Of<PortsAreOpen>("Service/ws-order", "/spec/ports/0/targetPort", "\"grpc\"", "Service/ws-order: port http: targetPort: is grpc, expected a port of Deployment/ws-order"),
        Of<PortsAreOpen>(Order, $"{Container}/readinessProbe/grpc/port", "8443", "container ws-order: readinessProbe: port: is 8443"),
        Of<PortsAreOpen>("NetworkPolicy/mysql", "/spec/ingress/0/ports/0/port", "3307", "NetworkPolicy/mysql: ingress: port 3307: none of mysql has it"),
        Of<PortsAreOpen>("NetworkPolicy/ws-order", "/spec/egress/0/ports/0/port", "3307", "NetworkPolicy/ws-order: egress: port 3307: none of mysql has it"),

        Of<ProbesDiffer>(Bff, $"{Container}/livenessProbe/httpGet/path", "\"/ready\"", "container ws-bff: readinessProbe and livenessProbe ask the same"),
        Of<ProbesDiffer>(Database, $"{Container}/startupProbe", null, "container mysql: startupProbe is missing"),
        Of<ProbesDiffer>(Order, $"{Container}/livenessProbe/failureThreshold", "2", "livenessProbe: ends a pod after 20 s"),
        Of<ProbesDiffer>(Order, $"{Container}/startupProbe/failureThreshold", "2", "startupProbe: gives 4 s"),
        Of<ProbesDiffer>(Order, $"{Container}/readinessProbe/periodSeconds", "30", "readinessProbe: notices after 60 s"),

        Of<QuotasAreEnough>("production", "ResourceQuota/ws", "/spec/hard/pods", "\"20\"", "ResourceQuota/ws: pods: is 20, expected 24 or more"),
        Of<QuotasAreEnough>("production", "ResourceQuota/ws", "/spec/hard/limits.memory", "\"8Gi\"", "ResourceQuota/ws: limits.memory: is 8Gi"),

        Of<ReferencesExist>(Order, $"{Init}/envFrom/0/configMapRef/name", "\"ws-order-env\"", "container migrate: envFrom: there is no ConfigMap ws-order-env"),
        Of<ReferencesExist>(Order, $"{Container}/volumeMounts/0/name", "\"temp\"", "volumeMounts: the pod has no volume temp"),
        Of<ReferencesExist>(Bff, "/spec/template/spec/volumes/1/projected/sources/0/secret/name", "\"branch\"", "Deployment/ws-bff: Secret branch: expected one of those"),
        Of<ReferencesExist>(Database, "/spec/template/spec/volumes/2/secret/items/0/key", "\"password\"", "StatefulSet/mysql: Secret mysql: key password: expected root-password"),
        Of<ReferencesExist>("Deployment/envoy", $"{Container}/env/0/valueFrom/secretKeyRef/key", "\"secret\"", "container envoy: Secret branches: key secret: expected token"),
        Of<ReferencesExist>(Order, "/spec/template/spec/volumes/-", """{"name": "more", "configMap": {"name": "none"}}""", "volume more: there is no ConfigMap none"),
        Of<ReferencesExist>(
            BuiltOverlays.Branch,
            set => set with { Beside = [.. set.Beside.Where(one => one.Kind != "Deployment" || one.Name != "ws-order")] },
            "Deployment/ws-order-f1: Secret orders: the overlay that it is applied beside has no use for it"),

        Of<ReplicasSurviveOne>(Order, "/spec/replicas", "1", "Deployment/ws-order: replicas: is 1, expected 2 or more"),
        Of<ReplicasSurviveOne>(Order, "/spec/replicas", null, "replicas: is 1, expected 2 or more"),
        Of<ReplicasSurviveOne>("production", Order, "/spec/replicas", "2", "replicas: is 2, expected none beside a HorizontalPodAutoscaler"),
        Of<ReplicasSurviveOne>(BuiltOverlays.Branch, "Deployment/ws-bff-f1", "/spec/replicas", "0", "replicas: is 0, expected 1 or more"),

        Of<ResourcesAreBounded>(Order, $"{Init}/resources/limits/memory", null, "container migrate: resources: limits: memory is missing"),
        Of<ResourcesAreBounded>(Order, $"{Container}/resources/limits/cpu", "\"1\"", "limits: cpu: is 1, expected none"),
        Of<ResourcesAreBounded>(Order, $"{Container}/resources/requests/memory", "\"1Gi\"", "memory: the request is above the limit"),

        Of<ScalersAreBounded>("production", "HorizontalPodAutoscaler/envoy", "/spec/minReplicas", "1", "minReplicas: is 1, expected 2"),
        Of<ScalersAreBounded>("production", "HorizontalPodAutoscaler/envoy", "/spec/maxReplicas", "2", "maxReplicas: is 2, expected more than minReplicas"),
        Of<ScalersAreBounded>("production", "HorizontalPodAutoscaler/envoy", "/spec/behavior/scaleDown", null, "stabilizationWindowSeconds: expected 300"),
        Of<ScalersAreBounded>("production", "HorizontalPodAutoscaler/envoy", "/apiVersion", "\"autoscaling/v1\"", "apiVersion: expected autoscaling/v2"),

        Of<SecretsComeAsFiles>(Bff, $"{Container}/env/-", """{"name": "Branching__Token", "valueFrom": {"secretKeyRef": {"name": "branches", "key": "token"}}}""", "variable Branching__Token: is from a Secret"),
        Of<SecretsComeAsFiles>(Bff, $"{Container}/envFrom/-", """{"secretRef": {"name": "branches"}}""", "envFrom: has a secretRef"),
        Of<SecretsComeAsFiles>(Database, "/spec/template/spec/volumes/2/secret/defaultMode", null, "StatefulSet/mysql: volume secrets: defaultMode: is , expected 288"),
        Of<SecretsComeAsFiles>(Bff, $"{Container}/volumeMounts/1/readOnly", null, "container ws-bff: volumeMounts: secrets are mounted to be written"),

        Of<SelectorsHit>(set => set.And(Service("old-svc", "old")), "Service/old-svc: selector: takes no pod"),
        Of<SelectorsHit>(set => set.And(Budget("old")), "PodDisruptionBudget/old: selector: takes no pod"),
        Of<SelectorsHit>("NetworkPolicy/mysql", "/spec/ingress/0/from/-", """{"podSelector": {"matchLabels": {"app": "old"}}}""", "NetworkPolicy/mysql: {\"matchLabels\":{\"app\":\"old\"}} takes no pod"),
        Of<SelectorsHit>("production", "NetworkPolicy/observability", "/spec/podSelector/matchExpressions/0/values/-", "\"old\"", "{\"matchLabels\":{\"app.kubernetes.io/name\":\"old\"}} takes no pod"),

        Of<SelectorsTakeOwnPods>(Order, "/spec/selector/matchLabels", """{"app.kubernetes.io/part-of": "ws-aspire"}""", "Deployment/ws-order: selector: takes pods of Deployment/ws-bff too"),
        Of<SelectorsTakeOwnPods>(Order, "/spec/selector", null, "selector: takes none of its own pods"),
        Of<SelectorsTakeOwnPods>(BuiltOverlays.Branch, "Deployment/ws-order-f1", "/spec/selector/matchLabels", """{"app.kubernetes.io/name": "ws-order"}""", "Deployment/ws-order-f1: selector: takes pods of Deployment/ws-order too"),
        Of<SelectorsTakeOwnPods>(
            BuiltOverlays.Branch,
            set => set.WithBeside(Order, "/spec/selector/matchLabels", """{"app.kubernetes.io/name": "ws-order"}"""),
            "Deployment/ws-order-f1: its pods are taken by the selector of Deployment/ws-order"),

        Of<ServicePortsAreNamed>("Service/ws-order", "/spec/ports/0/appProtocol", null, "Service/ws-order: port 8080: appProtocol is missing"),
        Of<ServicePortsAreNamed>("Service/ws-order", "/spec/ports/0/name", null, "Service/ws-order: port 8080: name is missing"),
        Of<ServicePortsAreNamed>("production", "Service/order-svc", "/spec/type", "\"LoadBalancer\"", "Service/order-svc: type: is LoadBalancer, expected ClusterIP"),

        Of<SettingsHoldNoSecret>("ConfigMap/ws-order-env", "/data/Note", "\"a=replaced;b\"", "holds 'replaced', the marker of aspirate-output"),
        Of<SettingsHoldNoSecret>("Deployment/envoy", "/metadata/annotations", """{"token": "replaced"}""", "Deployment/envoy: holds 'replaced', the marker of aspirate-output"),
        Of<SettingsHoldNoSecret>("ConfigMap/mysql-env", "/data/MYSQL_ROOT_PASSWORD", "\"x\"", "MYSQL_ROOT_PASSWORD: looks like a secret"),
        Of<SettingsHoldNoSecret>("ConfigMap/ws-order-env", "/data/Database", "\"Server=mysql;User ID=root;Password=x\"", "Database: its value holds a secret"),
        Of<SettingsHoldNoSecret>(Order, $"{Container}/env/-", """{"name": "Database", "value": "Server=mysql;Pwd=x"}""", "container ws-order: a variable or an argument holds a secret"),
        Of<SettingsHoldNoSecret>(set => set.And(Secret("mysql")), "Secret/mysql: is part of an overlay, expected in no file"),

        Of<SettingsRollPods>(
            set => set.With("ConfigMap/ws-bff-env", "/metadata/name", "\"ws-bff-env\"").With(Bff, $"{Container}/envFrom/0/configMapRef/name", "\"ws-bff-env\""),
            "ConfigMap/ws-bff-env: its name has no hash"),
        Of<SettingsRollPods>(Bff, $"{Container}/envFrom/0", null, ": no pod has it"),

        Of<TextsAreTexts>("ConfigMap/ws-bff-env", "/data/HTTP_PORTS", "8080", "data: HTTP_PORTS: is no text, expected quotes around it"),
        Of<TextsAreTexts>(Bff, $"{Container}/env/-", """{"name": "Flag", "value": true}""", "Deployment/ws-bff: spec: template: spec: containers: env: value: is no text"),

        Of<UpdatesMissNoPod>(Order, "/spec/strategy", """{"type": "Recreate"}""", "Deployment/ws-order: strategy: expected RollingUpdate"),
        Of<UpdatesMissNoPod>(Order, "/spec/strategy/rollingUpdate/maxUnavailable", "1", "strategy: expected RollingUpdate with maxUnavailable 0"),
        Of<UpdatesMissNoPod>(Order, "/spec/minReadySeconds", "60", "minReadySeconds: expected 5 to 30"),
        Of<UpdatesMissNoPod>(Order, "/spec/progressDeadlineSeconds", null, "progressDeadlineSeconds: expected 60 to 300"),
        Of<UpdatesMissNoPod>(Database, "/spec/revisionHistoryLimit", null, "StatefulSet/mysql: revisionHistoryLimit: expected 1 to 10"),

        Of<WordsAreKnown>("NetworkPolicy/dns", "/spec/egress/0/ports/0/protocol", "\"udp\"", "NetworkPolicy/dns: protocol: is 'udp', expected TCP or UDP or SCTP"),
        Of<WordsAreKnown>(Order, "/spec/template/spec/topologySpreadConstraints/0/whenUnsatisfiable", "\"Schedule\"", "whenUnsatisfiable: is 'Schedule', expected ScheduleAnyway or DoNotSchedule"),
    ];

    private static Sample Of<TRule>(string name, string pointer, string? json, string expected) => Of<TRule>(BuiltOverlays.Local, name, pointer, json, expected);

    private static Sample Of<TRule>(string overlay, string name, string pointer, string? json, string expected) => Of<TRule>(overlay, set => set.With(name, pointer, json), expected);

    private static Sample Of<TRule>(Func<ManifestSet, ManifestSet> change, string expected) => Of<TRule>(BuiltOverlays.Local, change, expected);

    private static Sample Of<TRule>(string overlay, Func<ManifestSet, ManifestSet> change, string expected) => new(typeof(TRule).Name, overlay, change, expected);

    private static string Service(string name, string app) => More(
        "v1", "Service", name, $"{{type: ClusterIP, selector: {{app: {app}}}, ports: [{{name: http, port: 8080, targetPort: http, protocol: TCP, appProtocol: http}}]}}");

    private static string Budget(string name) => More(
        "policy/v1", "PodDisruptionBudget", name, $"{{maxUnavailable: 1, unhealthyPodEvictionPolicy: AlwaysAllow, selector: {{matchLabels: {{app: {name}}}}}}}");

    private static string Secret(string name) => More("v1", "Secret", name, "{}");

    private static string More(string apiVersion, string kind, string name, string spec) =>
        $$"""
        apiVersion: {{apiVersion}}
        kind: {{kind}}
        metadata: {name: {{name}}, namespace: ws, labels: {app.kubernetes.io/part-of: ws-aspire, app.kubernetes.io/managed-by: me} }
        spec: {{spec}}
        """;
}
