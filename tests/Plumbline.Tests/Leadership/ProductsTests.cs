using Microsoft.EntityFrameworkCore;
using Plumbline.Fiscal;
using Plumbline.Forecasting;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Plans;
using Plumbline.Products;

namespace Plumbline.Leadership;

/// <summary>Whether products bring what the agreed plans expect of them, as of today and of days that are gone.</summary>
public sealed class ProductsTests
{
    private static readonly Period _half = new(new(2026, 7), 6);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task A_day_is_told_to_the_last_digit_as_it_was_that_evening_whatever_came_later(Provider provider)
    {
        await using var made = await Make(provider);
        var day = made.Today;
        var asks = from period in (Period[])[_half, new(new(2026, 10), 3), new(new(2026, 11), 1), new(new(2027, 1), 3)] from measure in Enum.GetValues<ForecastMeasure>() select (period, measure);
        var then = new List<string>();
        foreach (var (period, measure) in asks)
        {
            then.Add(Told((await Read(made, period, measure, null))!));
        }

        // A week on deals have been won, lost and begun, and the plan was amended.
        made.Site.Clock.Advance(TimeSpan.FromDays(7));
        await made.Site.Change(db =>
        {
            var open = db.Opportunities.Where(o => o.State == OpportunityState.Open).OrderBy(o => o.Id).Take(3).ToList();
            foreach (var deal in open)
            {
                var was = deal.Values;
                (deal.State, deal.Closed) = (deal == open[0] ? OpportunityState.Lost : OpportunityState.Won, made.Today);
                db.Add(OpportunityChange.Between(deal.Id, was, deal.Values, made.Site.Clock.GetUtcNow())!);
            }

            db.Add(new Opportunity { System = "crm", ExternalId = "new", Name = "New", SalespersonId = made.Mary.Id, ProductId = 1, Amount = 9_000, Opened = made.Today, Closed = made.Today, State = OpportunityState.Won });
        });
        await Agree(made, 9_999, made.Today);
        await made.Forecast();
        Assert.Null(await Read(made, _half, ForecastMeasure.Revenue, day));
        await Reckon(made, day);

        var now = new List<string>();
        foreach (var (period, measure) in asks)
        {
            now.Add(Told((await Read(made, period, measure, day))!));
        }

        Assert.Equal(then, now);
        var came = (await Read(made, _half, ForecastMeasure.Revenue, day))!.Forecast.Products.Single(p => p.ProductId == 1);
        Assert.Equal(came.Sold + 9_000 + await made.Site.Db(db => db.Opportunities.Where(o => o.State == OpportunityState.Won && o.Closed == made.Today && o.Name != "New" && o.ProductId == 1).SumAsync(o => o.Amount, Cancel)), came.Came);
        var today = (await Read(made, _half, ForecastMeasure.Revenue, null))!;
        Assert.NotEqual(Told(today), then[0]);
        Assert.Equal((day, then[0]), (today.Before!.AsOf, Told(today.Before))); // Beside today stands what it was a week before.
        Assert.Null((await Read(made, _half, ForecastMeasure.Revenue, day))!.Before);
    }

    [Fact]
    public async Task A_plan_that_is_sold_already_is_reached_on_both_pages()
    {
        await using var made = await Make(Provider.Sqlite);
        var leader = await made.Site.As(await made.Site.Add("Leo", Roles.Leadership));
        Assert.DoesNotContain("reached", (await leader.Open("/outlook/production")).The("#products tbody tr:first-child").TextContent, StringComparison.Ordinal);

        await made.Move(db => db.Add(new Opportunity { System = "crm", ExternalId = "all", Name = "All", SalespersonId = made.Mary.Id, ProductId = 1, Amount = 99_000, Opened = made.Today, Closed = made.Today, State = OpportunityState.Won }));
        await made.Forecast();

        Assert.Equal("reached", Cell(await leader.Open("/outlook/products"), 2));
        var production = (await leader.Open("/outlook/production")).The("#products tbody tr:first-child").TextContent;
        Assert.Contains("reached", production, StringComparison.Ordinal);
        Assert.DoesNotContain("chance", production, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_tells_each_product_its_chance_and_asks_for_days_that_are_gone()
    {
        await using var made = await Make(Provider.Sqlite);
        var leader = await made.Site.As(await made.Site.Add("Leo", Roles.Leadership));

        var page = await leader.Open("/outlook/products");
        var why = page.The("#products tbody tr:first-child th").TextContent;
        Assert.StartsWith("Copilot", why.Trim(), StringComparison.Ordinal);
        Assert.Matches(@"€[\d,.k\s]+ of the plan still to be sold; the weightiest open is \w+ deal \d+ \(€[\d,]+, \d+%\); €[\d,]+ at the pace of late", why);
        Assert.Equal("21,600", Cell(page, 3));
        Assert.Equal("under 1%", Cell(page, 2)); // Of 21,600 some 3,600 come.
        Assert.Contains("not planned", page.The("#products").TextContent, StringComparison.Ordinal);
        Assert.Equal("page", page.The("nav[aria-label=Outlook] a[href='outlook/products']").GetAttribute("aria-current"));
        var margin = await page.Submit("outlook/products", new() { ["by"] = "margin" });
        Assert.Contains("Margin by product", margin.Text, StringComparison.Ordinal);
        Assert.Equal("8,640", Cell(margin, 3));
        Assert.Equal("10,800", Cell(await leader.Open("/outlook/products?period=2026-Q4"), 3));

        // What it was a week before stands beside it, once that day is known.
        var unknown = await leader.Open("/outlook/products");
        Assert.Contains("What it was a week before is not known: Tue 17 Nov was not reckoned", unknown.The("#products .card-foot").TextContent, StringComparison.Ordinal);
        Assert.EndsWith("&asof=2026-11-17", unknown.The("#products .card-foot a").GetAttribute("href")!, StringComparison.Ordinal);
        await Reckon(made, new(2026, 11, 17));
        var week = await leader.Open("/outlook/products");
        Assert.Matches(@"^[\d,]+ ?([\d,]+|as) a? ?week before", Cell(week, 4));
        Assert.Contains("at the end of Tue 17 Nov, by what was known then", week.The("#products .card-foot").TextContent, StringComparison.Ordinal);
        Assert.NotEqual("", (await leader.Get("/outlook/products.csv")).Body.Split("\r\n")[1].Split(',')[8]);

        // Every way in which nothing can be told is said in words, and what was typed stays.
        Assert.Contains("“soon” is not a day that can be read", (await leader.Open("/outlook/products?asof=soon")).The("#asof-error").TextContent, StringComparison.Ordinal);
        Assert.Equal("soon", (await leader.Open("/outlook/products?asof=soon")).The("[name=asof]").GetAttribute("value"));
        Assert.Contains("is still to come", (await leader.Open("/outlook/products?asof=2027-01-01")).The("#asof-error").TextContent, StringComparison.Ordinal);
        Assert.Contains("the day of the first result, or a later one", (await leader.Open("/outlook/products?asof=2020-01-01")).The("#asof-error").TextContent, StringComparison.Ordinal);
        Assert.Contains("“then” is not a month, a quarter or a half", (await leader.Open("/outlook/products?period=then")).Text, StringComparison.Ordinal);
        Assert.Contains("H1 2028 lies too far ahead", (await leader.Open("/outlook/products?period=2028-H1")).Text, StringComparison.Ordinal);
        Assert.Contains("H2 2027 lies too far ahead of Wed 4 Nov", (await leader.Open("/outlook/products?period=2027-H2&asof=2026-11-04")).Text, StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.UnprocessableEntity, (await leader.Get("/outlook/products.csv?asof=soon")).Status);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await leader.Get("/outlook/products.csv?asof=2026-11-04")).Status);

        var past = await leader.Open("/outlook/products?period=2026-Q4&asof=2026-11-04");
        var waiting = await past.Submit("reckon");
        Assert.Contains("Wed 4 Nov is being reckoned", waiting.The("#asked [role=status]").TextContent, StringComparison.Ordinal);
        Assert.Equal("/outlook/products/reckoning?period=2026-Q4&asof=2026-11-04", "/" + waiting.The("plumb-progress").GetAttribute("data-url"));
        await Reckon(made, new(2026, 11, 4), isAsked: true);
        Assert.Contains("\"href\":\"/outlook/products?period=2026-Q4", (await leader.Get("/outlook/products/reckoning?period=2026-Q4&asof=2026-11-04")).Body, StringComparison.Ordinal);
        var told = await leader.Open("/outlook/products?period=2026-Q4&asof=2026-11-04");
        Assert.Contains("by what was known on Wed 4 Nov", told.Text, StringComparison.Ordinal);
        Assert.Contains("Came so far", told.The("#products thead").TextContent, StringComparison.Ordinal);
        Assert.Equal("10,800", Cell(told, 3));
        Assert.NotNull(told.Document.QuerySelector("#anew"));
        var file = (await leader.Get("/outlook/products.csv?period=2026-Q4&asof=2026-11-04")).Body.TrimStart('\ufeff').Split("\r\n");
        Assert.StartsWith("product,sold,sold_and_expected,", file[0], StringComparison.Ordinal);
        Assert.StartsWith("Copilot,", file[1], StringComparison.Ordinal);

        // Before the plan was agreed there was none, and a day that was reckoned without products is reckoned anew.
        await Reckon(made, new(2026, 6, 10));
        Assert.Contains("not planned", (await leader.Open("/outlook/products?asof=2026-06-10")).The("#products tbody tr:first-child").TextContent, StringComparison.Ordinal);
        await made.Site.Db(db => db.Set<AskedAhead>().ExecuteDeleteAsync(Cancel));
        var without = await leader.Open("/outlook/products?asof=2026-06-10");
        Assert.Contains("When that day was reckoned, products were not", without.The("#asked").TextContent, StringComparison.Ordinal);
        Assert.Contains("is being reckoned", (await without.Submit("anew")).The("#asked").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Managers_read_products_too_without_the_rest_of_the_outlook()
    {
        await using var made = await Make(Provider.Sqlite);
        var manager = await made.Site.As(await made.Site.Add("Mona", Roles.Manager));

        var page = await manager.Open("/outlook/products");
        Assert.Equal("21,600", Cell(page, 3));
        Assert.Equal("page", page.The("nav.rail a[href='outlook/products']").GetAttribute("aria-current"));
        Assert.Empty(page.Document.QuerySelectorAll("a[href='outlook'], a[href='outlook/finance']"));
        Assert.StartsWith("product,", (await manager.Get("/outlook/products.csv")).Body.TrimStart('\ufeff'), StringComparison.Ordinal);
        Assert.DoesNotContain("outlook/products", (await (await made.Site.As(made.Mary)).Open("/today")).The("nav.rail").OuterHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_anything_it_says_what_comes_first()
    {
        await using var site = await TheSite.Start();
        var leader = await site.As(await site.Add("Leo", Roles.Leadership));

        Assert.Contains("Nothing was told of the months ahead yet", (await leader.Open("/outlook/products")).Text, StringComparison.Ordinal);
        Assert.Contains("nothing was won or lost, nor is by now", (await leader.Open("/outlook/products?asof=2026-06-10")).The("#asof-error").TextContent, StringComparison.Ordinal);
        await site.With<ForecastRun, bool>(run => run.Run(Cancel));
        Assert.Contains("Of no product anything is sold, expected or planned in H2 2026", (await leader.Open("/outlook/products")).Text, StringComparison.Ordinal);
        Assert.Contains("Nothing is sold or expected", (await leader.Open("/outlook/production")).Text, StringComparison.Ordinal);
    }

    private static string Cell(Page page, int nth) => page.The($"#products tbody tr:first-child td:nth-child({nth})").TextContent.Trim();

    private static string Told(ProductsView view) => string.Join("\n", view.Forecast.Products.Where(p => p.ProductId is not null || p.Expected > 0).Select(p => $"{p.ProductId} {p.Sold:0.####} {p.Expected:0.####} {p.Low:0.####} {p.High:0.####} {p.Planned:0.####} {p.Chance:R} {p.Most?.Id} {p.Most?.Worth:0.##} {p.Most?.Chance:R} {p.Coming:0.##}"));

    private static Task<ProductsView?> Read(SomeHistory made, Period period, ForecastMeasure measure, DateOnly? then) => made.Site.With<ProductForecasts, ProductsView?>(products => products.Read(period, measure, then, Cancel));

    private static Task<bool> Reckon(SomeHistory made, DateOnly day, bool isAsked = false) => made.Site.With<AskedDays, bool>(async days =>
    {
        if (!isAsked)
        {
            await days.Ask(day, Cancel);
        }

        return await made.Site.With<ReckonDays, bool>(async job =>
        {
            await job.Run(Cancel);
            return true;
        });
    });

    /// <summary>Some history of two products, and Mary's plan that expects 3,600 of the first each month.</summary>
    private static async Task<SomeHistory> Make(Provider provider)
    {
        var made = await SomeHistory.Make(provider);
        await made.Site.Change(db => db.AddRange(new Product { Name = "Copilot", DefaultMargin = 0.4m }, new Product { Name = "Setup", DefaultMargin = 0.5m }));
        await made.Site.Change(db =>
        {
            foreach (var opportunity in db.Opportunities)
            {
                opportunity.ProductId = opportunity.Id % 3 == 0 ? null : opportunity.Id % 3;
            }
        });
        await Agree(made, 3_600, new(2026, 6, 15));
        await made.Forecast();
        return made;
    }

    private static async Task Agree(SomeHistory made, decimal revenue, DateOnly day)
    {
        var (author, manager, at) = (new Party(made.Mary.Id, IsInLine: false), new Party(made.Ada.Id, IsInLine: true), made.Site.Clock.GetUtcNow());
        var content = new BusinessPlanContent(_half)
        {
            Goals = [new("1") { Statement = "Win", Measure = "Orders", Commit = 3, ByWhen = _half.LastDay }],
            Quotas = [.. _half.Months.Select(m => new Quota(m) { Revenue = 2_400 })],
            Forecast = [new("1") { Client = "Everyone", ProductId = 1, Product = "Copilot", Months = [.. _half.Months.Select(m => new ForecastMonth(m) { Revenue = revenue, Margin = revenue * 0.4m })] }],
            Commitments = [new("1") { Sentence = "Every Friday each opportunity has a next step." }],
        };
        await made.Site.Db(async db =>
        {
            var plan = await db.BusinessPlans.AsSingleQuery().SingleOrDefaultAsync(Cancel);
            if (plan is null)
            {
                db.Add(plan = new BusinessPlan(made.Mary.Id, author, content, at));
            }
            else
            {
                plan.Amend(author, "Better times", at);
                plan.Replace(author, content, at);
            }

            plan.Propose(author, plan.OnTable?.Number, signs: true, new(new HashSet<long>(), new HashSet<long> { 1 }, new FiscalYear(1), SplitsNewBusiness: false, Arithmetic: null), at, day);
            plan.Sign(manager, plan.OnTable!.Number, plan.OnTable.Hash, at, day);
            return await db.SaveChangesAsync(Cancel);
        });
    }
}
