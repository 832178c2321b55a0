using Plumbline.Inspection;

namespace Plumbline.Signals.Rules;

/// <summary>Somebody is not validated any more in what is required of everyone who sells, or will not be soon.</summary>
internal sealed class ValidationDue(StandingReader standings) : SignalRule
{
    public override string Key => "validation-due";

    public override string Name => "Validation lapsed or due";

    public override RuleGroup Group => RuleGroup.PromisesAndRhythm;

    public override RuleLimit Limit => new(AreaStanding.DueDays, 0, 365, "days ahead");

    public override string Says(decimal limit) =>
        $"In an area in which everyone who sells is to be validated, somebody did not pass, or what they passed has lapsed or lapses within {limit:0} days. Of what nobody has looked at yet nothing is told.";

    public override async Task<IReadOnlyList<Finding>> Look(Watch watch, CancellationToken cancel)
    {
        var theirs = await standings.Of(watch.SellerIds, cancel);
        return [.. from person in watch.Sellers from area in theirs[person.Id] let due = area.Forms.Where(f => IsDue(f, watch)).ToList() where due.Count > 0 select Found(person, area, due, watch)];
    }

    private static bool IsDue(FormStanding form, Watch watch) => form.State is AreaState.Failed or AreaState.Lapsed || (form is { State: not AreaState.NeverSeen, Day: { } until } && until.DayNumber - watch.Today.DayNumber <= watch.Limit);

    private static Finding Found(People.Person person, AreaStanding area, List<FormStanding> due, Watch watch)
    {
        var worst = due.OrderBy(f => f.State).ThenBy(f => f.Day).First();
        var own = new SignalAction("See where you stand", $"inspection?person={person.Id}");
        var (words, action) = worst.Form.Kind switch
        {
            FormKind.Quiz => ($"To be passed: {worst.Form.Name}.", new SignalAction("See what is due", $"inspection?person={person.Id}")),
            FormKind.Certificate => ($"To be renewed, and recorded by a manager: {worst.Form.Name}.", new("Record it", InspectionWords.ObserveHref(person.Id, worst.Form.Id), own)),
            _ => ($"A manager is to see: {worst.Form.Name}. That is a visit, a talk about it, and one thing to work on.", new("Observe", InspectionWords.ObserveHref(person.Id, worst.Form.Id), own)),
        };
        return new(
            person.Id, $"validation/{area.Key.Area}/{area.Key.Family}", 0, worst.Day ?? watch.Today,
            $"{InspectionWords.Of(area.Key)}: {InspectionWords.Of(worst.State is AreaState.Valid ? AreaState.Due : worst.State, worst.Day, watch.Today)}",
            words,
            [.. due.Select(f => new SignalEvidence($"{f.Form.Name}: {InspectionWords.Of(f.State is AreaState.Valid ? AreaState.Due : f.State, f.Day, watch.Today)}", $"inspection/{f.ResultId}"))],
            action)
        {
            Count = due.Count,
            IsDayGiven = true,
        };
    }
}
