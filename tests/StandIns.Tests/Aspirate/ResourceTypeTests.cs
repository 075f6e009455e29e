namespace StandIns.Tests.Aspirate;

/// <summary>What each type of resource becomes.</summary>
public sealed class ResourceTypeTests : IDisposable
{
    private const string Shop = """
        "shop": {
          "type": "project.v0",
          "path": "../Shop/Shop.csproj",
          "env": { "HTTP_PORTS": "{shop.bindings.http.targetPort}", "LOG_LEVEL": "info" },
          "bindings": { "http": { "scheme": "http", "protocol": "tcp", "transport": "http", "external": true } }
        }
        """;

    private readonly GeneratedTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public void Project_Generated_IsADeploymentAndAService()
    {
        var files = _tree.With(Shop, "--container-registry", "registry.local:5000", "--container-image-tag", "1.2").Files;

        Assert.Equal(["kustomization.yaml", "shop/deployment.yaml", "shop/kustomization.yaml", "shop/service.yaml"], files.Keys);
        Assert.Equal(
            """
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: shop
              labels:
                app: shop
            spec:
              minReadySeconds: 60
              replicas: 1
              selector:
                matchLabels:
                  app: shop
              strategy:
                type: Recreate
              template:
                metadata:
                  labels:
                    app: shop
                spec:
                  containers:
                  - name: shop
                    image: registry.local:5000/shop:1.2
                    imagePullPolicy: IfNotPresent
                    ports:
                    - name: http
                      containerPort: 8080
                    envFrom:
                    - configMapRef:
                        name: shop-env
                  terminationGracePeriodSeconds: 180
            """,
            files["shop/deployment.yaml"]);
        Assert.Equal(
            "---\napiVersion: v1\nkind: Service\nmetadata:\n  name: shop\nspec:\n  type: ClusterIP\n  selector:\n    app: shop\n  ports:\n  - name: http\n    port: 8080\n    targetPort: 8080\n",
            files["shop/service.yaml"]);
        Assert.Equal(
            """
            resources:
            - deployment.yaml
            - service.yaml

            generatorOptions:
              disableNameSuffixHash: true

            configMapGenerator:
            - name: shop-env
              literals:
                - HTTP_PORTS=8080
                - LOG_LEVEL=info
                - ASPNETCORE_URLS=http://+:8080;


            """,
            files["shop/kustomization.yaml"]);
        Assert.Equal("resources:\n- shop\n\ngeneratorOptions:\n  disableNameSuffixHash: true\n\n\n", files["kustomization.yaml"]);
    }

    [Fact]
    public void Tree_WithANamespace_MakesIt()
    {
        var files = _tree.With(Shop, "--namespace", "Demo").Files;

        Assert.Equal("namespace: demo\n\nresources:\n- shop\n- namespace.yaml\n\ngeneratorOptions:\n  disableNameSuffixHash: true\n\n\n", files["kustomization.yaml"]);
        Assert.Equal("apiVersion: v1\nkind: Namespace\nmetadata:\n  name: demo", files["namespace.yaml"]);
    }

    [Fact]
    public void Container_WithVolumes_IsAStatefulSet()
    {
        var files = _tree.With("""
            "db": {
              "type": "container.v0",
              "image": "docker.io/library/mysql:9.5",
              "args": ["--max-connections", "500"],
              "entrypoint": "/usr/sbin/mysqld",
              "volumes": [{ "name": "App.Data/x", "target": "/var/lib/mysql", "readOnly": false }, { "target": "/backup" }],
              "bindings": { "tcp": { "scheme": "tcp", "protocol": "tcp", "transport": "tcp", "targetPort": 3306 } }
            }
            """).Files;

        Assert.Equal(
            """
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata:
              name: db
              labels:
                app: db
            spec:
              serviceName: "db"
              replicas: 1
              selector:
                matchLabels:
                  app: db
              template:
                metadata:
                  labels:
                    app: db
                spec:
                  containers:
                    - name: db
                      image: docker.io/library/mysql:9.5
                      imagePullPolicy: IfNotPresent
                      command:
                        - /usr/sbin/mysqld
                      args:
                        - '--max-connections'
                        - '500'
                      ports:
                        - containerPort: 3306
                      volumeMounts:
                        - name: app-data-x
                          mountPath: /var/lib/mysql
                        - name: db-backup
                          mountPath: /backup
              volumeClaimTemplates:
                - metadata:
                    name: app-data-x
                  spec:
                    accessModes: ["ReadWriteOnce"]
                    resources:
                      requests:
                        storage: 1Gi
                - metadata:
                    name: db-backup
                  spec:
                    accessModes: ["ReadWriteOnce"]
                    resources:
                      requests:
                        storage: 1Gi

            """,
            files["db/statefulset.yaml"]);
        Assert.Equal("resources:\n- statefulset.yaml\n- service.yaml\n\ngeneratorOptions:\n  disableNameSuffixHash: true\n\n\n", files["db/kustomization.yaml"]);
    }

    [Fact]
    public void Container_ThatIsBuilt_HasTheRegistrysImage()
    {
        _tree.With("""
            "Edge": { "type": "container.v1", "build": { "context": "edge", "dockerfile": "edge/Dockerfile" } },
            "cache": { "type": "container.v1", "image": "redis:8" }
            """, "-cr", "registry.local");

        Assert.Equal("registry.local/edge:latest", $"{_tree.Container("Edge", "image")}");
        Assert.Equal("redis:8", $"{_tree.Container("cache", "image")}");
        Assert.Equal("", _tree.Files["cache/service.yaml"]);
        Assert.Equal("resources:\n- Edge\n- cache\n\ngeneratorOptions:\n  disableNameSuffixHash: true\n\n\n", _tree.Files["kustomization.yaml"]);
    }

    [Fact]
    public void Service_WithAPortOfItsOwn_PassesItOn()
    {
        _tree.With(""" "web": { "type": "container.v0", "image": "web:1", "bindings": { "http": { "port": 80, "targetPort": 8080 } } } """);

        Assert.EndsWith("  ports:\n  - name: http\n    port: 80\n    targetPort: 8080\n", _tree.Files["web/service.yaml"], StringComparison.Ordinal);
    }

    [Fact]
    public void Resource_OfAnotherType_IsLeftOutWithAWarning()
    {
        _tree.With($$"""{{Shop}}, "tool": { "type": "executable.v0" }, "bare": { } """);

        Assert.Equal(
            "Resource 'tool' is unsupported type 'executable.v0'. Skipping as UnsupportedResource.\nResource 'bare' does not have a type. Skipping as UnsupportedResource.\n",
            _tree.Error);
        Assert.DoesNotContain("tool", _tree.Files["kustomization.yaml"], StringComparison.Ordinal);
    }

    [Fact]
    public void Mount_OfAFile_IsLeftOutWithAWarning()
    {
        _tree.With(""" "edge": { "type": "container.v0", "image": "envoy:1", "bindMounts": [{ "source": "e.yaml", "target": "/etc/e.yaml", "readOnly": true }] } """);

        Assert.Equal("resource 'edge': the mount of '/etc/e.yaml' is left out, as Aspirate has none: build the file into the image\n", _tree.Error);
    }

    [Fact]
    public void Manifest_WithNothingToRun_WritesNothing()
    {
        _tree.With(""" "region": { "type": "parameter.v0", "value": "eu" } """);

        Assert.Empty(_tree.Files);
        Assert.Equal("No supported components selected. Nothing is generated.\n", _tree.Output);
    }
}
