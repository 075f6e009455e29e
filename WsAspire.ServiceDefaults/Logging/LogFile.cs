using System.Globalization;

namespace WsAspire.ServiceDefaults.Logging;

/// <summary>The files of one process: <c>ws-order-20261126.json</c>, or <c>ws-order.1-20261126.json</c> where another process of the service writes there already.</summary>
/// <remarks>The name is the process's as long as it lives, so that the files of those before it are counted and removed by those that follow.</remarks>
internal sealed class LogFile : IDisposable
{
    private const int MostProcesses = 1000;

    private readonly FileStream _claim;

    private LogFile(string path, FileStream claim)
    {
        Path = path;
        _claim = claim;
    }

    /// <summary>Where lines go; the day and a number are put before the extension.</summary>
    public string Path { get; }

    /// <summary>Takes the first name that no living process has.</summary>
    /// <param name="folder">The folder of all services; it is made where it is not there.</param>
    /// <param name="service">Name of the service, a DNS label.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public static LogFile Claim(string folder, string service)
    {
        var own = Directory.CreateDirectory(System.IO.Path.Combine(folder, service)).FullName;
        for (var number = 0; ; number++)
        {
            var name = number == 0 ? service : string.Create(CultureInfo.InvariantCulture, $"{service}.{number}");
            try
            {
                var claim = new FileStream(System.IO.Path.Combine(own, $".{name}.lock"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
                return new LogFile(System.IO.Path.Combine(own, $"{name}-.json"), claim);
            }
            catch (IOException exception) when (exception is not DirectoryNotFoundException && number < MostProcesses && File.Exists(System.IO.Path.Combine(own, $".{name}.lock")))
            {
                // Another process has it.
            }
        }
    }

    public void Dispose() => _claim.Dispose();
}
