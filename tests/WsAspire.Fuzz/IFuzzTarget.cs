namespace WsAspire.Fuzz;

/// <summary>What is fuzzed: it makes inputs, and judges answers.</summary>
internal interface IFuzzTarget
{
    string Name { get; }

    /// <summary>Inputs that are tried before any random one: what was interesting once.</summary>
    IEnumerable<FuzzInput> Corpus { get; }

    /// <summary>The version of HTTP that requests go by.</summary>
    Version HttpVersion { get; }

    /// <summary>An input; the same for the same state of the random numbers.</summary>
    FuzzInput Make(Random random);

    /// <summary>Judges an answer that was read to its end.</summary>
    Outcome Judge(HttpResponseMessage response);
}
