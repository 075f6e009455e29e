using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("StandIns.Tests")]
[assembly: InternalsVisibleTo("Aspire.Hosting.Testing")]
