namespace Plumbline.Plans;

/// <summary>One step on a plan's way.</summary>
internal sealed record PlanEvent(DateTimeOffset At, int Version, string Words);

/// <summary>A plan's way so far, the latest first, as far as its versions tell.</summary>
internal static class PlanEvents
{
    public static IReadOnlyList<PlanEvent> Of(PlanView view) => [.. view.Opened.Versions.SelectMany(v => Of(view, v)).Reverse()];

    private static IEnumerable<PlanEvent> Of(PlanView view, PlanVersion version)
    {
        var own = version.Signatures.FirstOrDefault(s => s.PersonId == version.ProposedBy && s.At == version.ProposedAt);
        yield return new(version.ProposedAt, version.Number, $"{Capital(view.Name(version.ProposedBy))} put version {version.Number:0} forward{(own is null ? "" : " and signed it")}.");
        foreach (var signature in version.Signatures.Where(s => s != own))
        {
            yield return new(signature.At, version.Number, $"{Capital(view.Name(signature.PersonId))} signed version {version.Number:0}{(version.AgreedOn is not null && signature == version.Signatures[^1] ? ": agreed" : "")}.");
        }
    }

    private static string Capital(string name) => name == "you" ? "You" : name;
}
