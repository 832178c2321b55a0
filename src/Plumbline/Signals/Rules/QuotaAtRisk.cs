using Plumbline.Fiscal;
using Plumbline.Forecasting;
using Plumbline.People;
using Plumbline.Scoring;
using Plumbline.Ui;

namespace Plumbline.Signals.Rules;

/// <summary>The quota will probably be missed.</summary>
internal sealed class QuotaAtRisk(LatestForecasts forecasts) : SignalRule
{
    public const string TheKey = "quota-at-risk";

    public override string Key => TheKey;

    public override bool RestsOnForecasts => true;

    public override string Name => "Quota at risk";

    public override RuleGroup Group => RuleGroup.QuotaAndForecast;

    public static RuleLimit TheLimit { get; } = new((decimal)(KeptForecast.AtRisk * 100), 5, 60, "% chance");

    public override RuleLimit Limit => TheLimit;

    public override string Says(decimal limit) =>
        $"The chance of reaching the quota of the quarter that runs, or else that of the half, is {limit:0}% or less; where that of revenue is likelier, the quota of margin. Of a team it is told to {LedTeam.Words}, of the company to leadership.";

    public override async Task<IReadOnlyList<Finding>> Look(Watch watch, CancellationToken cancel)
    {
        var (found, flagged) = (new List<Finding>(), new HashSet<(ForecastSubject, long)>());
        var (led, leaders) = (watch.Led, watch.People.Where(p => p.Roles.HasFlag(Roles.Leadership)).ToList());
        Period[] periods = [watch.Fiscal.Quarter(watch.Today), watch.Fiscal.Half(watch.Today)];
        foreach (var (measure, period) in Enum.GetValues<ForecastMeasure>().SelectMany(_ => periods, (measure, period) => (measure, period)))
        {
            var (quota, margin) = measure == ForecastMeasure.Margin ? ("The quota of margin", "margin/") : ("The quota", "");
            foreach (var (person, view) in await forecasts.Of(measure, ForecastSubject.Salesperson, watch.SellerIds, period, watch, cancel))
            {
                Tell(ForecastSubject.Salesperson, person, [person], view, new(PersonId: person), quota, $"quota/{margin}");
            }

            foreach (var (team, view) in await forecasts.Of(measure, ForecastSubject.Team, [.. led.Keys], period, watch, cancel))
            {
                Tell(ForecastSubject.Team, team, [led[team].LeaderId], view, new(TeamId: team), $"{quota} of {led[team].Name}", $"team/{team}/{margin}");
            }

            foreach (var view in leaders.Count == 0 ? [] : (await forecasts.Of(measure, ForecastSubject.Company, [0], period, watch, cancel)).Values)
            {
                Tell(ForecastSubject.Company, 0, [.. leaders.Select(p => p.Id)], view, default, margin == "" ? "The company’s quota" : "The company’s quota of margin", $"company/{margin}");
            }

            void Tell(ForecastSubject subject, long id, IReadOnlyList<long> people, ForecastView view, ScoreScope whose, string what, string cause)
            {
                if (view.Said.IsReached || view.Odds.Chance * 100 > (double)watch.Limit || !flagged.Add((subject, id)))
                {
                    return;
                }

                var name = Figures.Name(period, watch.Fiscal);
                var href = ForecastWords.Href(watch.Fiscal.Name(period), whose, measure);
                var stake = (decimal)Math.Max(0, view.Said.Quota - view.Odds.Expected);
                // Who leads a team that is all there is of a company is told of one of them.
                found.AddRange(people.Where(p => subject != ForecastSubject.Company || !found.Exists(f => f.PersonId == p && f.By == period.LastDay && f.Stake == stake)).ToList().ConvertAll(person => new Finding(
                    person, $"{cause}{period.First}/{period.Length}", stake, period.LastDay, $"{what} for {name} is at risk",
                    $"{(view.Now.IsLittle ? "" : $"The chance is {ForecastWords.Percent(view.Odds.Chance)}. ")}{watch.Money.Compact((decimal)view.Odds.Expected)} of {watch.Money.Compact((decimal)view.Said.Quota)} is expected.",
                    [.. ForecastWords.Why(view, watch.Money, own: false).Append(ForecastWords.ToAdd(view, watch.Money)).Select(words => new SignalEvidence(words, href))],
                    new("See what would help", href, Line: subject == ForecastSubject.Salesperson ? SignalAction.Review(person) : null, Promise: ForecastWords.ToPromise(view, watch.Money)))));
            }
        }

        return found;
    }
}
