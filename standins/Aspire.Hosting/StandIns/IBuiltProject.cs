namespace Aspire.Hosting.StandIns;

/// <summary>Where a project's program is. Only the stand-in SDK writes it, so that a start needs no <c>dotnet run</c>.</summary>
public interface IBuiltProject
{
    /// <summary>The program's assembly, absolute.</summary>
    string AssemblyPath { get; }
}
