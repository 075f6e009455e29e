namespace WsAspire.Testing.Branching;

/// <summary>What a proxy makes of the branch that a request asks for: one table for all proxies. The rules stand in docs/branch-routing.md.</summary>
public static class DoorCases
{
    /// <summary>Lines of the head over HTTP/1.1, and what stands in the header <c>branch</c> behind the proxy.</summary>
    public static IEnumerable<(string Headers, string Expected)> Headers =>
    [
        ("", ""),
        ("branch: f1\r\n", "f1"),
        ("Branch: f1\r\n", "f1"),
        ("trace-branch: f1\r\n", "f1"),
        ("branch: f1\r\ntrace-branch: f2\r\n", "f1"),
        ("branch: F1\r\ntrace-branch: f2\r\n", "-"),
        ("baggage: a=1, branch=f1;p=2,b=3\r\n", "f1"),
        ("baggage: a=1\r\nbaggage: branch = f1\r\n", "f1"),
        ("baggage: branch=f1,branch=f2\r\n", "-"),
        ("baggage: branch=f1\r\nbaggage: branch=f1\r\n", "-"),
        ("cookie: a=1; branch=f1; b=2\r\n", "f1"),
        ("cookie: branch=f1; branch=f2\r\n", "-"),
        ("trace-branch: f1\r\ncookie: branch=f2\r\n", "f1"),
        ("branch: f1\r\nbranch: f1\r\n", "-"),
        ("branch: f1\r\nbranch: f2\r\n", "-"),
        ("branch: a,b\r\n", "-"),
        ("branch: \r\n", "-"),
        ("branch: ../f1\r\n", "-"),
        ("branch: %0d%0a\r\n", "-"),
        ("branch: test;x\r\n", "-"),
        ("branch: -f1\r\n", "-"),
        ("branch: f1-\r\n", "-"),
        ("branch: f\u00fc\r\n", "-"),
        ("branch: f1%\r\n", "-"),
        ($"branch: {new string('a', 63)}\r\n", new string('a', 63)),
        ($"branch: {new string('a', 64)}\r\n", "-"),
        ($"branch: {new string('a', 300)}\r\n", "-"),
    ];

    /// <summary>Path and query, lines of the head, and what stands in the header <c>branch</c> behind the proxy.</summary>
    public static IEnumerable<(string Path, string Headers, string Expected)> Queries =>
    [
        ("/x?branch=f1", "", "f1"),
        ("/x?a=1&branch=f1&b=2", "", "f1"),
        ("/x?branch=f1&branch=f2", "", "-"),
        ("/x?branch=F1", "", "-"),
        ("/x?branch=f1", "cookie: branch=f2\r\n", "f1"),
        ("/x?branch=", "cookie: branch=f2\r\n", ""),
        ("/x?branch=", "baggage: a=1\r\ncookie: branch=f2\r\n", ""),
        ("/x?branch=f1", "branch: f2\r\n", "f2"),
        ("/x?branches=f1", "", ""),
    ];
}
