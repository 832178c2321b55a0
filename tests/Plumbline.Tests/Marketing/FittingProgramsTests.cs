using FsCheck.Xunit;
using Plumbline.Fiscal;

namespace Plumbline.Marketing;

public class FittingProgramsTests
{
    private static readonly DateOnly _today = new(2027, 1, 15);
    private static readonly Month _january = new(2027, 1);
    private static readonly ProgramTerms _terms = new() { Vendor = "Hearth", Name = "Co-op", Currency = "EUR", Share = 0.5m };

    [Fact]
    public void A_program_fits_what_is_forecast_of_its_families_and_products_for_its_industries()
    {
        ForecastPart[] forecast = [Part(100), Part(20, product: "Whisk"), Part(3, family: "Ovens", industry: "Retail"), Part(40, family: "OVENS", industry: null), Part(500, family: null)];

        Assert.Equal(663, Fit(_terms, forecast)!.Forecast);
        Assert.Equal(163, Fit(_terms with { Families = ["ovens"] }, forecast)!.Forecast);
        Assert.Equal(20, Fit(_terms with { Families = ["whisk"] }, forecast)!.Forecast);
        Assert.Equal(103, Fit(_terms with { Families = ["Ovens"], Industries = ["Food", "Retail"] }, forecast[..1].Append(forecast[2]).Append(forecast[3]))!.Forecast);
        Assert.Null(Fit(_terms with { Industries = ["Energy"] }, forecast));
    }

    [Fact]
    public void It_fits_in_the_months_in_which_it_runs_from_this_one_on()
    {
        ForecastPart[] forecast = [Part(1, months: -1), Part(10), Part(100, months: 1), Part(1_000, months: 2)];

        Assert.Equal((1_110m, 3), Of(Fit(_terms, forecast)));
        Assert.Equal((110m, 2), Of(Fit(_terms with { Until = new(2027, 2, 1) }, forecast)));
        Assert.Equal((1_000m, 1), Of(Fit(_terms with { From = new(2027, 3, 31) }, forecast)));
        Assert.Null(Fit(_terms with { Until = new(2027, 1, 14) }, forecast)); // It ended yesterday, though within a month that is forecast.
        Assert.Null(Fit(_terms with { From = new(2027, 4, 1) }, forecast));

        static (decimal, int) Of(FittingProgram? fit) => (fit!.Forecast, fit.Months.Count);
    }

    [Theory]
    [InlineData(ProgramKind.CoOp, true)]
    [InlineData(ProgramKind.MarketDevelopment, true)]
    [InlineData(ProgramKind.Campaign, true)]
    [InlineData(ProgramKind.Event, true)]
    [InlineData(ProgramKind.CoSell, false)]
    [InlineData(ProgramKind.Incentive, false)]
    public void Only_what_pays_for_marketing_fits(ProgramKind kind, bool fits) => Assert.Equal(fits, Fit(_terms with { Kind = kind }, [Part(1)]) is not null);

    [Fact]
    public void Retired_ones_and_those_for_which_nothing_is_forecast_do_not_fit()
    {
        var retired = new MarketingProgram(_terms, 1, _today);
        retired.Retire(true);

        Assert.Empty(FittingPrograms.Of([Part(1)], [retired], _today));
        Assert.Null(Fit(_terms, []));
        Assert.Null(Fit(_terms, [Part(0)]));
    }

    [Fact]
    public void Money_can_be_used_where_its_days_meet_the_months_that_are_forecast()
    {
        var fit = Fit(_terms, [Part(1, months: 1)])!;

        Assert.True(fit.CanUse(Fund(new(2027, 1, 1), new(2027, 2, 1))));
        Assert.True(fit.CanUse(Fund(new(2027, 2, 28), new(2027, 6, 30))));
        Assert.False(fit.CanUse(Fund(new(2027, 1, 1), new(2027, 1, 31))));
        Assert.False(fit.CanUse(Fund(new(2027, 3, 1), new(2027, 6, 30))));
        Assert.False(fit.CanUse(Fund(new(2027, 1, 1), new(2027, 6, 30), program: 7)));
    }

    [Theory]
    [InlineData("Hearth", "Co-op", true)]
    [InlineData("", "co-op", true)]
    [InlineData("hearth", " Co-Op ", true)]
    [InlineData("Stove", "Co-op", false)]
    [InlineData("Hearth", "", false)]
    public void A_program_is_meant_by_its_name_and_the_vendors_where_that_is_given(string vendor, string name, bool isMeant) => Assert.Equal(isMeant, _terms.IsMeant(vendor, name));

    [Property]
    public void Those_that_name_something_come_first_and_no_more_is_forecast_than_there_is(byte[] seeds)
    {
        ForecastPart[] forecast = [.. seeds.Select((s, at) => Part(s, months: (at % 8) - 2, family: s % 2 == 0 ? "Ovens" : "Mixers", industry: s % 3 == 0 ? null : "Food"))];
        MarketingProgram[] programs = [.. seeds.Take(9).Select((s, at) => new MarketingProgram(_terms with { Name = $"Program {at}", Families = s % 3 == 0 ? [] : ["Ovens"], Industries = s % 5 == 0 ? ["Food"] : [] }, 1, _today))];

        var fitting = FittingPrograms.Of(forecast, programs, _today);

        Assert.Equal(fitting.Select(f => f.IsNamed).OrderDescending(), fitting.Select(f => f.IsNamed));
        Assert.All(fitting, f => Assert.InRange(f.Forecast, 0.0001m, forecast.Where(p => p.Month >= _january).Sum(p => p.Revenue)));
        Assert.All(fitting, f => Assert.Equal(f.Months.Distinct().Order(), f.Months));
        Assert.Equal(fitting.Select(f => f.Program), FittingPrograms.Of(forecast.Reverse().ToList(), programs.Reverse(), _today).Select(f => f.Program));
    }

    private static FittingProgram? Fit(ProgramTerms terms, IEnumerable<ForecastPart> forecast) => FittingPrograms.Of([.. forecast], [new(terms, 1, _today)], _today).SingleOrDefault();

    private static ForecastPart Part(decimal revenue, int months = 0, string? family = "Ovens", string product = "Deck oven", string? industry = "Food") => new(family, product, industry, _january.Plus(months), revenue);

    private static ProgramFund Fund(DateOnly from, DateOnly until, long program = 0)
    {
        var fund = new ProgramFund(program);
        fund.Write(null, 100, from, until, null, _terms);
        return fund;
    }
}
