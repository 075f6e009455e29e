using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace WsAspire.Hosting.State;

/// <summary>The folder in which local resources keep their data, held by one run at a time.</summary>
/// <remarks>It is <c>.ws</c> in the repository root, or with <c>--ephemeral</c> a folder of this run below it, which is removed at its end; one that a
/// killed run left behind is removed by the next.</remarks>
public sealed class StateFolder : IDisposable
{
    /// <summary>Configuration key: <c>true</c> means that nothing outlives this run.</summary>
    public const string EphemeralKey = "ephemeral";

    /// <summary>Configuration key: another folder than <c>.ws</c>, relative to the repository root.</summary>
    public const string FolderKey = "state";

    private const string DefaultFolder = ".ws";
    private const string EphemeralPrefix = "ephemeral-";
    private readonly string _shared;
    private FileStream? _lock;

    /// <summary>Chooses the folder; nothing is written yet.</summary>
    /// <param name="folder">Where data is kept.</param>
    /// <param name="isEphemeral">Whether nothing is to outlive this run.</param>
    public StateFolder(string folder, bool isEphemeral)
    {
        _shared = System.IO.Path.GetFullPath(folder);
        IsEphemeral = isEphemeral;
        Path = isEphemeral
            ? System.IO.Path.Combine(_shared, $"{EphemeralPrefix}{Environment.ProcessId}-{Guid.NewGuid().ToString("n")[..8]}")
            : _shared;
    }

    /// <summary>Full path of the folder.</summary>
    public string Path { get; }

    /// <summary>Full path of the folder for files of logs: beside the default one, so that people find them, and inside any other.</summary>
    public string Logs => !IsEphemeral && System.IO.Path.GetFileName(Path) == DefaultFolder
        ? System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, "logs")
        : System.IO.Path.Combine(Path, "logs");

    /// <summary>Whether nothing outlives this run.</summary>
    public bool IsEphemeral { get; }

    /// <summary>Chooses the folder by the configuration, and holds it from the application's start to its end.</summary>
    /// <exception cref="DistributedApplicationException"><see cref="EphemeralKey"/> is neither true nor false; at the start: another run holds the folder.</exception>
    public static StateFolder Use(IDistributedApplicationBuilder builder, string root)
    {
        ArgumentNullException.ThrowIfNull(builder);

        var folder = builder.Configuration[FolderKey] is { Length: > 0 } chosen ? chosen : DefaultFolder;
        var state = new StateFolder(System.IO.Path.Combine(root, folder), IsTrue(builder.Configuration[EphemeralKey]));
        builder.Eventing.Subscribe<BeforeStartEvent>((started, _) =>
        {
            if (builder.ExecutionContext.IsRunMode)
            {
                state.Hold();
                started.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopped.Register(state.Dispose);
            }

            return Task.CompletedTask;
        });
        return state;
    }

    /// <summary>Makes the folder and holds it for this process; removes what killed ephemeral runs left behind.</summary>
    /// <exception cref="DistributedApplicationException">Another run holds the folder; the text names its process.</exception>
    public void Hold()
    {
        Directory.CreateDirectory(Path);
        try
        {
            _lock = TakeLock(Path);
        }
        catch (IOException exception)
        {
            throw new DistributedApplicationException(
                $"Another run (process {HolderOf(Path)}) keeps its data in {Path}. Stop it, or start this one with --ephemeral.",
                exception);
        }

        File.WriteAllText(HolderFile(Path), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        RemoveLeftBehind();
    }

    /// <summary>Lets go of the folder, and removes an ephemeral one.</summary>
    public void Dispose()
    {
        if (_lock is not null && IsEphemeral)
        {
            TryRemove(Path);
        }

        _lock?.Dispose();
    }

    private static bool IsTrue(string? value) => string.IsNullOrEmpty(value)
        ? false
        : bool.TryParse(value, out var isTrue)
            ? isTrue
            : throw new DistributedApplicationException($"{EphemeralKey}: expected true or false, got '{value}'.");

    private static string HolderOf(string folder) => File.Exists(HolderFile(folder)) ? File.ReadAllText(HolderFile(folder)) : "unknown";

    /// <summary>A folder whose lock can be taken belongs to nobody who lives.</summary>
    private void RemoveLeftBehind()
    {
        foreach (var folder in Directory.EnumerateDirectories(_shared, EphemeralPrefix + "*").Where(folder => !IsOfALivingProcess(folder)))
        {
            try
            {
                TakeLock(folder).Dispose();
                TryRemove(folder);
            }
            catch (IOException)
            {
                // Held by a run that lives, or just being made.
            }
        }
    }

    /// <summary>Its folder may exist a moment before its lock does.</summary>
    private static bool IsOfALivingProcess(string folder)
    {
        try
        {
            var id = System.IO.Path.GetFileName(folder).Split('-')[1];
            using var process = Process.GetProcessById(int.Parse(id, CultureInfo.InvariantCulture));
            return !process.HasExited;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException)
        {
            return false;
        }
    }

    /// <summary>On Unix only FileShare.None makes a lock that keeps others out.</summary>
    private static FileStream TakeLock(string folder) =>
        new(System.IO.Path.Combine(folder, "run.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    private static string HolderFile(string folder) => System.IO.Path.Combine(folder, "run.pid");

    private static void TryRemove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // A process of that run still writes there; the next run removes it.
        }
    }
}
