namespace WsAspire.Testing;

/// <summary>Finds the repository from where the tests run.</summary>
public static class RepositoryRoot
{
    /// <summary>Full path of the folder that holds the solution.</summary>
    public static string Path { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(System.IO.Path.Combine(folder, "WsAspire.sln"))
            ? folder
            : Find(Directory.GetParent(folder)?.FullName ?? throw new InvalidOperationException("The tests do not run from within the repository."));
}
