using Plumbline.Fiscal;
using Plumbline.Importing;
using Plumbline.Pipeline;

namespace Plumbline.Sample;

/// <summary>Two years of opportunities with their changes, and of activities.</summary>
internal sealed class SamplePipeline
{
    private static readonly (string Name, double Chance)[] _stages = [("Qualify", 0.10), ("Develop", 0.30), ("Propose", 0.55), ("Close", 0.80)];
    private readonly SampleCompany _company;
    private readonly List<OpportunityRow> _opportunities = [];
    private readonly List<OpportunityChangeRow> _changes = [];
    private readonly List<ActivityRow> _activities = [];

    public SamplePipeline(SampleCompany company)
    {
        _company = company;
        var books = company.Accounts.ToLookup(a => a.Owner.Id!);
        foreach (var seller in company.Sellers)
        {
            AccountRow[] book = [.. books[SampleCompany.Key(seller.Name)]];
            for (var day = company.Begin.AddDays(-75); day <= company.Today; day = day.AddDays(1))
            {
                if (!seller.IsThere(day) || day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
                {
                    continue;
                }

                Work(seller, day, book);
            }
        }
    }

    public IReadOnlyList<OpportunityRow> Opportunities => _opportunities;

    public IReadOnlyList<OpportunityChangeRow> Changes => _changes;

    public IReadOnlyList<ActivityRow> Activities => _activities;

    private void Work(SampleSeller seller, DateOnly day, AccountRow[] book)
    {
        if (_company.Chance.NextDouble() < 0.38 * seller.Diligence)
        {
            Open(seller, day, _company.Pick(book));
        }

        var busy = _company.Chance.NextDouble() * 3.2 * seller.Diligence;
        for (var i = 0; i < (int)busy; i++)
        {
            Do(seller, day, _company.Pick(book), SampleNames.ActivityTypes[Math.Min((int)(Math.Pow(_company.Chance.NextDouble(), 1.8) * SampleNames.ActivityTypes.Length), SampleNames.ActivityTypes.Length - 1)], null);
        }
    }

    private void Do(SampleSeller seller, DateOnly day, AccountRow account, string type, string? opportunity)
    {
        var line = _activities.Count + 1;
        _activities.Add(new(line, $"activity-{line}", type, day, new(SampleCompany.Key(seller.Name), null), new(account.Id, null), new(opportunity, null), default, null, SampleActivities.OutcomeOf(type, line)));
    }

    private void Open(SampleSeller seller, DateOnly opened, AccountRow account)
    {
        var chance = _company.Chance;
        var product = SampleNames.Products[chance.Next(SampleNames.Products.Length)];
        var amount = Math.Round((decimal)((double)product.Deal * 0.56 * seller.Size * Math.Exp((chance.NextDouble() - 0.5) * 1.2)) / 100) * 100;
        var days = 25 + (int)(110 * chance.NextDouble() * chance.NextDouble()) + (int)(40 * chance.NextDouble());
        var ends = PullToQuarterEnd(opened.AddDays(days));
        var isAbandoned = seller.Left < ends; // Whoever leaves takes nothing along: what was open then is lost.
        ends = isAbandoned ? seller.Left!.Value : ends;
        var won = !isAbandoned & chance.NextDouble() < seller.Skill * (double)SampleSeller.Season(Month.Of(ends)) * 1.15;
        var closed = ends <= _company.Today ? ends : (DateOnly?)null;
        var id = $"opportunity-{_opportunities.Count + 1}";
        var left = won ? _stages.Length - 1 : _opportunities.Count * 7 % _stages.Length; // What is lost is lost at any stage.
        var reached = closed is not null ? left : Math.Min((int)((_company.Today.DayNumber - opened.DayNumber) * (double)_stages.Length / Math.Max(1, ends.DayNumber - opened.DayNumber)), _stages.Length - 1);
        var expected = Record(id, opened, ends, reached, amount, closed is not null);
        var (stage, odds) = closed is null ? _stages[reached] : (won ? "Won" : "Lost", won ? 1.0 : 0.0);
        _opportunities.Add(new(_opportunities.Count + 1, id, $"{product.Name} for {account.Name}", new(account.Id, null), new(product.Code, null), new(SampleCompany.Key(seller.Name), null), stage,
            closed is null ? OpportunityState.Open : won ? OpportunityState.Won : OpportunityState.Lost, amount, "EUR", (decimal)odds, opened, expected, closed,
            closed is not null && !won ? _company.Pick(SampleNames.LossReasons) : null, chance.NextDouble() < 0.3));
        if (reached >= 2)
        {
            Do(seller, opened.AddDays((ends.DayNumber - opened.DayNumber) / 2), account, "Proposal", id);
        }
    }

    /// <summary>Writes down how it moved through the stages, slipping once in a while; answers the last expected close.</summary>
    private DateOnly Record(string id, DateOnly opened, DateOnly ends, int reached, decimal amount, bool isClosed)
    {
        var expected = opened.AddDays(45);
        for (var i = 0; i <= reached; i++)
        {
            var day = opened.AddDays((ends.DayNumber - opened.DayNumber) * i / _stages.Length);
            if (expected <= day.AddDays(10))
            {
                expected = day.AddDays(30);
            }

            if (i == reached && (isClosed || ends > _company.Today.AddDays(3)))
            {
                expected = ends;
            }

            _changes.Add(new(_changes.Count + 1, null, new(id, null), new(day.ToDateTime(new(9, 0)), TimeSpan.Zero), _stages[i].Name, i == 0 ? amount : null, expected, (decimal)_stages[i].Chance));
        }

        return expected;
    }

    /// <summary>Buyers and sellers alike hurry to be done by a quarter's end.</summary>
    private DateOnly PullToQuarterEnd(DateOnly day)
    {
        var end = new FiscalYear(1).Quarter(day).LastDay;
        return end.DayNumber - day.DayNumber < 40 && _company.Chance.NextDouble() < 0.35 ? day.AddDays((end.DayNumber - day.DayNumber) * 3 / 4) : day;
    }
}
