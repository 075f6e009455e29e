using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace StandIns.Tests.Manifest;

internal sealed class EnvoyResource(string name) : ContainerResource(name), IResourceWithServiceDiscovery;
