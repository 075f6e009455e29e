using WsAspire.Cluster.Tests.Manifests.Rules;

namespace WsAspire.Cluster.Tests.Manifests;

/// <summary>All rules. Where they are milder than the checkers of others, docs/how-to/deploy.md says so.</summary>
internal static class ManifestRules
{
    /// <summary>They, each once.</summary>
    public static IReadOnlyList<IManifestRule> All { get; } =
    [
        new AccountsAreTheirOwn(),
        new AddressesExist(),
        new BackendsExist(),
        new BranchesShareNothing(),
        new BudgetsDoNotBlock(),
        new DatabasesKeepTheirNames(),
        new GraceIsEnough(),
        new ImagesAreFixed(),
        new LabelsAreThere(),
        new NamespaceIsRestricted(),
        new NothingTalksUnasked(),
        new PodsAreRestricted(),
        new PodsAreSpread(),
        new PortsAreOpen(),
        new ProbesDiffer(),
        new QuotasAreEnough(),
        new ReferencesExist(),
        new ReplicasSurviveOne(),
        new ResourcesAreBounded(),
        new ScalersAreBounded(),
        new SecretsComeAsFiles(),
        new SelectorsHit(),
        new SelectorsTakeOwnPods(),
        new ServicePortsAreNamed(),
        new SettingsHoldNoSecret(),
        new SettingsRollPods(),
        new TextsAreTexts(),
        new UpdatesMissNoPod(),
        new WordsAreKnown(),
    ];

    /// <summary>The faults that they find, each after the name of its rule.</summary>
    public static IReadOnlyList<(string Rule, string Fault)> FaultsOf(ManifestSet set) => [.. All.SelectMany(rule => rule.Faults(set).Select(fault => (rule.GetType().Name, fault)))];
}
