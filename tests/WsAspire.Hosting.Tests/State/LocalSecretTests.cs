using WsAspire.Hosting.State;

namespace WsAspire.Hosting.Tests.State;

public sealed class LocalSecretTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("ws-secret-").FullName;

    [Fact]
    public void ReadOrCreate_Twice_GivesTheSame()
    {
        var path = Path.Combine(_root, "below", "password");

        var secret = new LocalSecret(path).ReadOrCreate();

        Assert.Equal(32, secret.Length);
        Assert.All(secret, character => Assert.True(char.IsAsciiLetterOrDigit(character)));
        Assert.Equal(secret, new LocalSecret(path).ReadOrCreate());
    }

    [Fact]
    public void ReadOrCreate_OnUnix_IsReadableByTheOwnerOnly()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such modes");
            return;
        }

        var path = Path.Combine(_root, "password");

        new LocalSecret(path).ReadOrCreate();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
