using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Plumbline.Importing.Reading;
using Plumbline.Pipeline;

namespace Plumbline.Importing;

/// <summary>What exports hold beside one row for each thing: lines, states, parts, orders that are none, owners that are nobody.</summary>
public class RealExportTests : FilesOfTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Lines_of_an_opportunity_are_one_with_all_of_its_amount()
    {
        var file = Open("deals.csv", """
            Opportunity ID,Owner,Account,Product,Amount,Stage,Created Date,Close Date
            1,Ann,Acme,Saws,100,Closed Won,2024-01-02,2024-02-03
            2,Ann,Beta,Saws,70,Closed Won,2024-01-02,2024-02-03
            1,Ann,Acme,Planes,300,Closed Won,2024-01-02,2024-02-03
            3,Ann,Acme,Saws,5,Closed Won,2024-01-02,2024-02-03
            3,Bob,Acme,Planes,5,Closed Lost,2024-01-02,2024-02-03
            4,Ann,Acme,Saws,0,Closed Lost,2024-01-02,2024-02-03
            4,Ann,Acme,Planes,0,Closed Lost,2024-01-02,2024-02-03
            5,Ann,Acme,Saws,0,Closed Lost,2024-01-02,2024-02-03
            5,Ann,Acme,Planes,0,Closed Lost,2024-01-02,2024-02-03
            """);
        Assert.Equal([("2", 70m, "Saws"), ("1", 400m, "Planes"), ("3", 5m, "Saws"), ("3", 5m, "Planes")], Facts<OpportunityRow>(file).Where(r => r.Amount is not null).Select(r => (r.Id!, r.Amount!.Value, r.Product.Name!))); // What differs in more than its product is no line.
        Assert.Equal(["3 rows left: further lines of opportunities, whose amounts are added up to one."], file.RowsLeft);
    }

    [Fact]
    public void An_amount_that_stands_in_each_line_is_the_opportunitys_own()
    {
        var file = Open("report.csv", """
            Opportunity Owner,Account Name,Opportunity Name,Opportunity ID,Stage,Amount,Close Date,Created Date,Product Name,Quantity,Total Price
            Ann,Acme,Big,1,Closed Won,400,2024-02-03,2024-01-02,Saws,1,100
            Ann,Acme,Big,1,Closed Won,400,2024-02-03,2024-01-02,Planes,1,300
            """);
        Assert.Equal(400, Assert.Single(Facts<OpportunityRow>(file)).Amount);
    }

    [Fact]
    public void Of_states_on_several_days_the_latest_counts_wherever_it_stands()
    {
        var file = Open("snapshots.csv", """
            Snapshot Date,Opportunity ID,Owner,Account,Amount,Stage,Created Date,Close Date
            2024-03-31,1,Ann,Acme,90,Closed Won,2024-01-02,2024-03-03
            2024-01-31,1,Ann,Acme,100,Proposal,2024-01-02,2024-02-28
            2024-02-29,1,Ann,Acme,95,Proposal,2024-01-02,2024-03-28
            2024-03-31,2,Ann,Beta,7,Proposal,2024-01-02,2024-04-03
            """);
        Assert.Equal([("2", 7m, OpportunityState.Open), ("1", 90m, OpportunityState.Won)], Facts<OpportunityRow>(file).Select(r => (r.Id!, r.Amount!.Value, r.State!.Value)));
        Assert.Equal(["2 rows left: earlier states of opportunities, kept as their history."], file.RowsLeft);
        var preview = Uploading.TablePreview.Of(file, Cancel);
        Assert.Equal(["", "2 states since 2024-01-31"], preview.Rows.Select(r => r.Cells[^1]));
    }

    [Theory]
    [InlineData("", "2024-02-01,1924-02-05,2024-02-07,2024-02-09,2025-01-01", "Close Date: \"1924-02-05\" is 100 years before all other days of the column, so its year looks mistyped. Write the year that is meant.")]
    [InlineData("", "2/1/2024,2/25/1924,2/7/2024,2/9/2024,1/1/2025", "Close Date: \"2/25/1924\" is 100 years before all other days of the column, so its year looks mistyped. Write the year that is meant.")]
    [InlineData("Actual ", "2024-02-01,2124-02-05,2024-02-07,2024-02-09,2025-01-01", "Actual Close Date: \"2124-02-05\" is 99 years after all other days of the column, so its year looks mistyped. Write the year that is meant.")]
    [InlineData("", "2024-02-01,2099-12-31,2024-02-07,2024-02-09,2025-01-01", null)] // An expected close that stands for never.
    [InlineData("", "1998-02-01,2003-02-05,2011-02-07,2020-02-09,2025-01-01", null)] // An old company.
    [InlineData("", "1996-02-01,2024-02-05,2024-02-07,2024-02-09,2025-01-01", null)]
    [InlineData("", "1924-02-01,2024-02-05,2024-02-07", null)] // Too few to tell which is the slip.
    public void A_lone_day_of_another_century_is_refused_and_old_days_are_not(string before, string days, string? reason)
    {
        var file = Open("deals.csv", $"Opportunity ID,Account,Owner,Stage,Amount,{before}Close Date\n{string.Concat(days.Split(',').Select((d, i) => $"{i},Acme,Ann,{(d.StartsWith("2099", StringComparison.Ordinal) ? "Proposal" : "Closed Won")},10,{d}\n"))}");
        Assert.Equal(reason is null ? [] : [reason], file.Read(Cancel).Select(r => r.Refused?.Reason).OfType<string>());
    }

    [Theory, EachDatabase]
    public async Task What_is_won_more_than_a_year_ahead_is_refused(Provider provider)
    {
        await using var world = await ImportWorld.Create(provider);
        var result = await world.Import(ImportWorld.Won(2, "o1", 10, new(2028, 3, 10)), ImportWorld.Won(3, "o2", 10, new(2028, 3, 11)), ImportWorld.Deal(4, "o3") with { ExpectedClose = new(2031, 1, 1) });
        Assert.Equal("The close is 2028-03-11, more than a year ahead, and it is won already. Correct the year, or say that it is open.", Assert.Single(result.Refused[0]).Reason);
    }

    [Theory]
    [EachDatabase]
    public async Task Files_of_one_day_each_make_a_history_by_their_days_and_an_earlier_one_takes_nothing_back(Provider provider)
    {
        await using var world = await ImportWorld.Create(provider);
        var folder = Directory.CreateDirectory(PathOf("weeks")).FullName;
        string[] weeks = ["01/31/2027,1,Ann,Acme,100,Qualify,01/02/2027,03/28/2027", "02/07/2027,1,Ann,Acme,95,Proposal,01/02/2027,03/28/2027", "02/14/2027,1,Ann,Acme,90,Closed Won,01/02/2027,02/10/2027"];
        await Import(0);
        Assert.Empty(await History()); // How it stands; since when nobody said.
        await Import(1);
        string[] open = ["2027-02-07 Proposal 95 "];
        Assert.Equal(open, await History());

        // The first once more, and again after it was won, takes nothing back.
        Assert.Equal((0, 0, 1), Counts(await Import(0)));
        await Import(2);
        Assert.Equal((0, 0, 1), Counts(await Import(0)));
        Assert.Equal((0, 0, 1), Counts(await Import(1)));
        Assert.Equal([.. open, "2027-02-14 Closed Won 90 "], await History());
        Assert.Equal((90m, OpportunityState.Won), await world.Db(async db => await db.Opportunities.SingleAsync(Cancel) is var o ? (o.Amount!.Value, o.State) : default));
        Assert.Empty(await world.Differences());

        Assert.Equal(("Qualify", 100m), await world.Db(async db => await db.OpportunityChanges.SingleAsync(c => c.StageBefore == "Qualify", Cancel) is var c ? (c.StageBefore!, c.AmountBefore!.Value) : default)); // Before that day it was what it was.

        Task<ImportResult> Import(int week)
        {
            Write("weeks/week.csv", $"Report Date,Opportunity ID,Owner,Account,Amount,Stage,Created Date,Close Date\n{weeks[week]}\n");
            return world.ImportFolder(folder, new() { Currency = "EUR" });
        }

        static (int, int, int) Counts(ImportResult result) => result.Files.Single() is var file ? (file.Added, file.Changed, file.Unchanged) : default;

        async Task<IReadOnlyList<string>> History() =>
            [.. (await world.Db(db => db.OpportunityChanges.AsNoTracking().ToListAsync(Cancel))).OrderBy(c => c.At).Select(c => FormattableString.Invariant($"{c.At:yyyy-MM-dd} {c.Stage} {c.Amount:0.##} {c.ExpectedClose:yyyy-MM-dd}"))];
    }

    [Theory]
    [EachDatabase]
    public async Task States_on_several_days_without_an_id_are_one_opportunity_with_its_history(Provider provider)
    {
        await using var world = await ImportWorld.Create(provider);
        var folder = Directory.CreateDirectory(PathOf("unnumbered")).FullName;
        Write("unnumbered/states.csv", """
            Snapshot Date,Opportunity Name,Owner,Account,Amount,Stage,Created Date,Close Date
            2027-01-31,Saws,Ann,Acme,100,Qualify,2027-01-02,2027-03-28
            2027-02-28,Saws,Ann,Acme,95,Proposal,2027-01-02,2027-03-28
            2027-02-15,Saws,Ann,Acme,100,Qualify,2027-01-02,2027-03-28
            2027-01-31,Two,Ann,Acme,10,Qualify,2027-01-02,2027-03-28
            2027-01-31,Two,Ann,Acme,20,Qualify,2027-01-02,2027-03-28
            2027-02-28,Two,Ann,Acme,10,Qualify,2027-01-02,2027-03-28
            2027-02-28,Two,Ann,Acme,25,Qualify,2027-01-02,2027-03-28
            2072-02-28,Saws,Ann,Acme,70,Qualify,2027-01-02,2027-03-28
            2027-01-31,Three,Ann,Acme,500,Closed Won,2027-01-02,2027-01-20
            2027-02-15,Three,Ann,Acme,500,Closed Won,2027-01-02,2027-01-20
            2027-02-28,Three,Ann,Acme,800,Proposal,2027-01-02,2027-03-28
            """);
        var file = (await world.ImportFolder(folder, new() { Currency = "EUR" })).Files.Single();
        Assert.Equal((5, 4, 1), (file.Added, file.Left, file.Refused)); // What is of a day to come.
        Assert.Equal(500, await world.Db(db => db.Opportunities.Where(o => o.State == OpportunityState.Won).Select(o => o.Amount!.Value).SingleAsync(Cancel))); // A list tells of what ended for a while.
        Assert.Equal([10m, 25m, 95m, 500m, 800m], (await world.Db(db => db.Opportunities.Select(o => o.Amount!.Value).ToListAsync(Cancel))).Order());
        var saws = await world.Db(db => db.OpportunityChanges.Where(c => db.Opportunities.Any(o => o.Id == c.OpportunityId && o.Name == "Saws")).OrderBy(c => c.Id).ToListAsync(Cancel));
        Assert.Equal(["2027-01-31 Qualify 100", "2027-02-28 Proposal 95"], saws.Select(c => FormattableString.Invariant($"{c.At:yyyy-MM-dd} {c.Stage} {c.Amount:0.##}")));

        var again = (await world.ImportFolder(folder, new())).Files.Single();
        Assert.Equal((0, 0), (again.Added, again.Changed));
        Assert.Equal(2, await world.Db(db => db.OpportunityChanges.CountAsync(Cancel)));
    }

    [Theory]
    [EachDatabase]
    public async Task States_of_an_opportunity_on_several_days_are_its_history(Provider provider)
    {
        await using var world = await ImportWorld.Create(provider);
        var folder = Directory.CreateDirectory(PathOf("states")).FullName;
        const string Header = "Snapshot Date,Opportunity ID,Owner,Account,Product,Amount,Stage,Created Date,Close Date\n";
        const string Open = "2024-02-29,1,Ann,Acme,Saws,95,Proposal,2024-01-02,2024-03-28\n2024-01-31,1,Ann,Acme,Saws,60,Qualify,2024-01-02,2024-03-28\n2024-01-31,1,Ann,Acme,Planes,40,Qualify,2024-01-02,2024-03-28\n2024-02-15,1,Ann,Acme,Saws,100,Qualify,2024-01-02,2024-03-28\n";
        Write("states/snapshots.csv", Header + Open);
        await world.ImportFolder(folder, new() { Currency = "EUR" });
        Assert.Equal((95m, "Proposal", OpportunityState.Open), await Deal());
        string[] open = ["2024-01-31 Qualify 100 2024-03-28", "2024-02-29 Proposal 95 "];
        Assert.Equal(open, await History());

        // The same once more is no news, and what follows goes on from there.
        await world.ImportFolder(folder, new() { Currency = "EUR" });
        Assert.Equal(open, await History());
        Write("states/snapshots.csv", $"{Header}{Open}2024-03-15,1,Ann,Acme,Saws,95,Negotiation,2024-01-02,2024-04-10\n");
        await world.ImportFolder(folder, new() { Currency = "EUR" });
        open = [.. open, "2024-03-15 Negotiation  2024-04-10"];
        Assert.Equal(open, await History());
        Write("states/snapshots.csv", $"{Header}{Open}2024-03-15,1,Ann,Acme,Saws,95,Negotiation,2024-01-02,2024-04-10\n2024-04-30,1,Ann,Acme,Saws,90,Closed Won,2024-01-02,2024-04-20\n");
        await world.ImportFolder(folder, new() { Currency = "EUR" });
        Assert.Equal((90m, "Closed Won", OpportunityState.Won), await Deal());
        Assert.Equal(open, (await History()).Take(3));

        // A file whose states begin later, where the first is as it was: nothing new.
        Write("states/snapshots.csv", $"{Header}2024-03-15,1,Ann,Acme,Saws,95,Negotiation,2024-01-02,2024-04-10\n2024-03-31,1,Ann,Acme,Saws,95,Negotiation,2024-01-02,2024-04-10\n2024-04-30,1,Ann,Acme,Saws,90,Closed Won,2024-01-02,2024-04-20\n");
        await world.ImportFolder(folder, new() { Currency = "EUR" });
        Assert.Equal(4, (await History()).Count);
        Assert.Equal(1, await world.Db(db => db.OpportunityChanges.CountAsync(c => c.State == OpportunityState.Won, Cancel)));

        // What the company keeps here by itself it tells the history of by itself.
        await world.Db(async db =>
        {
            (await db.Companies.SingleAsync(Cancel)).KeptHere = Companies.OpportunityFields.Stage;
            return await db.SaveChangesAsync(Cancel);
        });
        Write("states/snapshots.csv", $"{Header}2024-05-15,1,Ann,Acme,Saws,80,Reopened,2024-01-02,2024-06-10\n2024-05-31,1,Ann,Acme,Saws,70,Again,2024-01-02,2024-06-10\n");
        Assert.Contains((await world.ImportFolder(folder, new() { Currency = "EUR" })).Files.Single().Notes, n => n.StartsWith("Say another stage, amount or day than is kept here", StringComparison.Ordinal));
        Assert.DoesNotContain(await History(), h => h.Contains("Reopened", StringComparison.Ordinal) || h.Contains("Again", StringComparison.Ordinal));
        Assert.Contains("2024-05-31  70 ", await History());

        async Task<(decimal?, string?, OpportunityState)> Deal()
        {
            var deal = await world.Db(db => db.Opportunities.AsNoTracking().SingleAsync(Cancel));
            return (deal.Amount, deal.Stage, deal.State);
        }

        async Task<IReadOnlyList<string>> History() =>
            [.. (await world.Db(db => db.OpportunityChanges.AsNoTracking().OrderBy(c => c.Id).ToListAsync(Cancel))).Select(c => FormattableString.Invariant($"{c.At:yyyy-MM-dd} {c.Stage} {c.Amount:0.##} {c.ExpectedClose:yyyy-MM-dd}"))];
    }

    [Theory]
    [InlineData("Rep,Quarter,Product Line,Quota\nAnn,2024-Q1,Saws,1000\nAnn,2024-Q2,Saws,1500\nAnn,2024-Q1,Planes,500\n", "2024-01/3: 1500|2024-04/3: 1500")]
    [InlineData("Rep,Quarter,Type,Quota\nAnn,2024-Q1,New,1000\nAnn,2024-Q1,Renewal,500\nAnn,2024-Q1,Total,1600\n", "2024-01/3: 1600")]
    [InlineData("Rep,Year,Metric,Jan,Feb,Mar\nAnn,2024,Revenue,10,20,30\nAnn,2024,Margin,1,2,3\n", "2024-01/1: 10 1|2024-02/1: 20 2|2024-03/1: 30 3")]
    [InlineData("Rep,Quarter,Type,Quota\nAnn,2024-Q1,Quota,100\nAnn,2024-Q1,Actual,80\n", "2024-01/3: 100|2024-01/3: 80")]
    [InlineData("Rep,Quarter,Product,Quota,Currency\nAnn,2024-Q1,Saws,100,EUR\nAnn,2024-Q1,Planes,100,USD\n", "2024-01/3: 100|2024-01/3: 100")]
    [InlineData("Rep,Quarter,Product,Metric,Quota\nAnn,2024-Q1,Saws,Revenue,100\nAnn,2024-Q1,Grand Total,Revenue,300\n", "2024-01/3: 300")]
    [InlineData("Rep,Quarter,Type,Quota\nAnn,2024-Q1,New,1000\nAnn,2024-Q1,New,900\n", "2024-01/3: 1000|2024-01/3: 900")] // Which of them counts is not for us to say.
    [InlineData("Id,QuotaOwner.Name,StartDate,QuotaAmount\n1,Ann,2024-01-01,10\n2,Ann,2024-02-01,20\n", "2024-01/1: 10|2024-02/1: 20")]
    [InlineData("Quota Owner,Start Date,Quota\nAnn,2024-01-01,10\nAnn,2024-04-01,20\nBob,2024-10-01,20\n", "2024-01/3: 10|2024-04/3: 20|2024-10/3: 20")]
    [InlineData("Rep,Year,Annual Quota\nAnn,2024,12000\n", "2024-01/12: 12000")]
    public void A_quota_in_parts_is_their_sum_and_one_of_a_beginning_lasts_until_the_next(string text, string quotas) =>
        Assert.Equal(quotas.Split('|'), Facts<TargetRow>(Open("quotas.csv", text)).Select(t => FormattableString.Invariant($"{t.Period.First}/{t.Period.Length}: {t.Revenue:0.##}{(t.Margin is { } margin ? $" {margin:0.##}" : "")}")));

    [Theory]
    [InlineData("Status", "Cancelled", "Shipped")]
    [InlineData("Order Status", "Storniert", "Geliefert")]
    [InlineData("Status", "Quotation Sent", "Sales Order")]
    [InlineData("Void", "Yes", "No")]
    [InlineData("Voided", "Voided", "")]
    [InlineData("Status", "Draft", "Partially refunded")]
    [InlineData("Status", "Quote", "Converted from quote")]
    [InlineData("Status", "Returned", "Partially returned")]
    public void An_order_that_was_cancelled_or_only_quoted_is_none(string header, string none, string order)
    {
        var file = Open("orders.csv", $"Order No,Order Date,Customer,Net Amount,Sales Rep,{header}\n1,2024-01-02,Acme,10,Ann,{none}\n2,2024-01-02,Acme,20,Ann,{order}\n3,2024-01-02,Acme,30,Ann,\n");
        Assert.Equal([20m, 30m], Facts<BookingRow>(file).Where(b => !b.IsCancelled).Select(b => b.Revenue));
        Assert.Empty(Refused(file));
    }

    [Theory]
    [InlineData("Document Type", "Credit Note", "Invoice")]
    [InlineData("Transaction Type", "Credit Memo", "Sales Receipt")]
    [InlineData("Invoice Type", "Refund", "Standard")]
    [InlineData("Doc Type", "Sales Return", "Credit Card Sale")]
    [InlineData("Belegart", "Gutschrift", "Rechnung")]
    [InlineData("Type de document", "Avoir", "Facture")]
    [InlineData("Tipo de documento", "Nota de crédito", "Factura")]
    [InlineData("Tipo de documento", "Abono", "Factura")]
    public void A_credit_note_takes_back_what_was_sold_however_its_amount_is_written(string header, string credit, string invoice)
    {
        var file = Open("invoices.csv", $"Invoice Number,{header},Invoice Date,Customer,Salesperson,Net Amount,Cost,Quantity\nI1,{invoice},2026-03-14,Acme,Ann,30,12,3\nC1,{credit},2026-03-20,Acme,Ann,20,8,2\nC2,{credit},2026-03-20,Acme,Ann,-5,-2,-1\n");
        Assert.Equal([(30m, 12m, 3m), (-20m, -8m, -2m), (-5m, -2m, -1m)], Facts<BookingRow>(file).Select(b => (b.Revenue, b.Cost!.Value, b.Quantity!.Value)));
        Assert.Empty(Refused(file));
    }

    [Theory]
    [InlineData("Discount", "0.2", "0.5", 1_600, 2_500)]
    [InlineData("Discount %", "20", "0.5", 1_600, 4_975)]
    [InlineData("Discount", "20%", "", 1_600, 5_000)]
    [InlineData("Discount Rate", "0", "1", 2_000, 4_950)]
    [InlineData("Discount %", "0", "1", 2_000, 4_950)]
    [InlineData("Discount", "0", "1", 2_000, 5_000)] // A flag.
    [InlineData("Discount", "5", "20", 2_000, 5_000)] // These may be amounts, too.
    [InlineData("Discount", "Yes", "SUMMER10", 2_000, 5_000)]
    [InlineData("Discount", "20", "500", 2_000, 5_000)] // These may be amounts, of one or of all.
    [InlineData("Discount", "$20", "$50", 2_000, 5_000)]
    [InlineData("Discount (EUR)", "20", "50", 2_000, 5_000)]
    public void A_discount_is_taken_off_a_price_where_it_is_a_share(string header, string first, string second, int one, int other)
    {
        var file = Open("orders.csv", $"order_id,order_date,sales_rep,product,quantity,unit_price,{header}\nO1,2026-03-14,Ann,Core,2,1000,{first}\nO2,2026-03-14,Ann,Core,5,1000,{second}\n");
        Assert.Equal([one, other], Facts<BookingRow>(file).Select(b => b.Revenue));
    }

    [Fact]
    public void A_total_has_its_discount_taken_off_already() =>
        Assert.Equal(1_600, Facts<BookingRow>(Open("orders.csv", "order_id,order_date,sales_rep,quantity,unit_price,discount,amount\nO1,2026-03-14,Ann,2,1000,0.2,1600\n")).Single().Revenue);

    [Theory]
    [EachDatabase]
    public async Task An_order_that_is_cancelled_later_counts_nothing_any_more_and_its_neighbours_stay_what_they_are(Provider provider)
    {
        await using var world = await ImportWorld.Create(provider);
        const string Header = "Order No,Product,Order Date,Customer,Net Amount,Sales Rep,Status\n";
        Write("orders.csv", Header + "5,A,2027-01-02,Acme,10,Ann,Open\n5,A,2027-01-02,Acme,20,Ann,Open\n6,A,2027-01-02,Acme,5,Ann,Cancelled\n");
        await world.ImportFolder(PathOf(""), new() { Currency = "EUR" });
        Assert.Equal((2, 30m), await Booked());

        Write("orders.csv", Header + "5,A,2027-01-02,Acme,10,Ann,Cancelled\n5,A,2027-01-02,Acme,20,Ann,Shipped\n6,A,2027-01-02,Acme,5,Ann,Cancelled\n");
        await world.ImportFolder(PathOf(""), new() { Currency = "EUR" });
        Assert.Equal((2, 20m), await Booked());
        Assert.Empty(await world.Differences());

        Task<(int, decimal)> Booked() => world.Db(async db => (await db.Bookings.CountAsync(Cancel), (await db.Bookings.Select(b => b.Revenue).ToListAsync(Cancel)).Sum()));
    }

    [Fact]
    public void An_owner_that_is_nobody_is_none_and_amounts_in_the_companys_currency_go_before_others()
    {
        var deals = Facts<OpportunityRow>(Open("deals.csv", "Opportunity ID,Owner,Account,Amount,Stage,Close Date\n1,Unassigned,Acme,10,Closed Won,2024-01-02\n2,#N/A,Acme,10,Closed Won,2024-01-02\n3,Deleted user,Acme,10,Closed Won,2024-01-02\n4,Nobel Ann,Acme,10,Closed Won,2024-01-02\n"));
        Assert.Equal([null, null, "Deleted user", "Nobel Ann"], deals.Select(d => d.Salesperson.Name)); // Who was somebody once is.

        var converted = Assert.Single(Facts<OpportunityRow>(Open("report.csv", "Opportunity Name,Opportunity Owner,Stage,Fiscal Period,Amount Currency,Amount,Amount (converted) Currency,Amount (converted),Close Date\nBig,Ann,Closed Won,Q1-2024,JPY,16000,EUR,100,2024-01-02\n")));
        Assert.Equal((100m, "EUR"), (converted.Amount!.Value, converted.Currency));
        var rows = Facts<OpportunityRow>(Open("mixed.csv", "Deal Name,Rep,Stage,Amount,Currency,Converted Amount,Close Date\nHome,Ann,Won,100,EUR,,2024-01-02\nFar,Ann,Won,16000,JPY,100,2024-01-02\n", new ReadingOptions { Currency = "EUR" }));
        Assert.Equal([(100m, "EUR"), (100m, "EUR")], rows.Select(r => (r.Amount!.Value, r.Currency!)));
        var home = Assert.Single(Facts<OpportunityRow>(Open("hub.csv", "Record ID,Deal Name,Deal Stage,Close Date,Deal owner,Amount,Currency,Amount in company currency,Create Date\n1,Big,Closed won,2024-02-01 09:30,Ann,16000,JPY,100,2024-01-01 08:00\n")));
        Assert.Equal((100m, null), (home.Amount!.Value, home.Currency));
    }

    [Theory]
    [InlineData("Id,OpportunityId,CreatedById,CreatedDate,StageName,Amount,ExpectedRevenue,CloseDate,Probability,ForecastCategory,SystemModstamp,IsDeleted", FactKind.OpportunityChange)]
    [InlineData("Id,Name,StageName,Amount,CloseDate,OwnerId,CreatedDate,IsClosed,IsWon", FactKind.Opportunity)]
    public void A_history_of_opportunities_is_none_of_them(string header, FactKind kind) =>
        Assert.Equal(kind, Open("OpportunityHistory.csv", $"{header}\n{string.Join(',', header.Split(',').Select(_ => "1"))}\n").Kind);

    [Theory]
    [EachDatabase]
    public async Task Ids_of_a_system_are_its_own_also_in_files_that_tell_none(Provider provider)
    {
        await using var world = await ImportWorld.Create(provider);
        var folder = Directory.CreateDirectory(PathOf("crm")).FullName;
        Write("crm/opportunities.csv", "Id,Name,StageName,Amount,CloseDate,OwnerId,CreatedDate,IsClosed,IsWon,ForecastCategory\n006A1,Big,Closed Won,100,2024-03-03,u1,2024-01-02,true,true,Closed\n006A2,Small,Proposal,50,2024-05-03,u1,2024-01-05,false,false,Pipeline\n");
        Write("crm/stage_changes.csv", "Opportunity ID,From Stage,To Stage,Changed On,Changed By\n006A1,,Proposal,2024-01-10,Ann\n006A1,Proposal,Closed Won,2024-03-03,Ann\n");
        Write("crm/more.csv", "ID,Sales Rep,Customer,Value,Status,Created,Closed\n006A2,Ann,Acme,50,Open,2024-01-05,\n006A3,Ann,Acme,70,Won,2024-01-07,2024-02-02\n");
        await world.ImportFolder(folder, new() { Currency = "EUR" });

        Assert.Equal(["006A1", "006A2", "006A3"], await world.Db(db => db.Opportunities.OrderBy(o => o.ExternalId).Select(o => o.ExternalId).ToListAsync(Cancel)));
        Assert.Equal(2, await world.Db(db => db.OpportunityChanges.CountAsync(Cancel)));

        // Alone, too, and the other way round.
        var alone = Directory.CreateDirectory(PathOf("alone")).FullName;
        File.Move(PathOf("crm/more.csv"), PathOf("alone/more.csv"));
        await world.ImportFolder(alone, new() { Currency = "EUR" });
        Assert.Equal(3, await world.Db(db => db.Opportunities.CountAsync(Cancel)));
    }

    [Theory]
    [EachDatabase]
    public async Task Small_numbers_of_two_lists_without_days_are_not_taken_for_the_same(Provider provider)
    {
        await using var world = await ImportWorld.Create(provider);
        var folder = Directory.CreateDirectory(PathOf("two")).FullName;
        Write("two/deals.csv", "Deal - ID,Deal - Title,Deal - Value,Deal - Status,Deal - Owner\n1,Big,100,Won,Ann\n2,Small,50,Open,Ann\n");
        Write("two/list.csv", "Opp ID,Topic,Rep,Deal Size,Sales Stage,Target Close Date\n1,Other,Ben,7,Won,2024-05-05\n2,Another,Ben,8,Proposal,2024-06-05\n");
        Write("two/history.csv", "Opportunity ID,From Stage,To Stage,Changed On\n1,,Proposal,2024-01-10\n2,,Proposal,2024-03-03\n");
        await world.ImportFolder(folder, new() { Currency = "EUR" });
        Assert.Equal(4, await world.Db(db => db.Opportunities.CountAsync(Cancel)));

        // Nor where one of several happens to have the same day, be it beside the others or after them.
        Write("two/deals.csv", "Deal - ID,Deal - Title,Deal - Value,Deal - Status,Deal - Owner,Deal - Deal created\n11,Big,100,Won,Ann,2024-01-02\n12,Small,50,Open,Ann,2024-01-03\n13,Small,50,Open,Ann,2024-01-04\n");
        await world.ImportFolder(folder, new() { Currency = "EUR" });
        var later = Directory.CreateDirectory(PathOf("later")).FullName;
        Write("later/list.csv", "Opp ID,Topic,Rep,Deal Size,Sales Stage,Opened,Target Close Date\n11,A,Ben,7,Won,2024-01-02,2024-05-05\n12,B,Ben,8,Proposal,2024-02-02,2024-06-05\n13,C,Ben,8,Proposal,2024-02-07,2024-06-05\n");
        await world.ImportFolder(later, new() { Currency = "EUR" });
        Assert.Equal(10, await world.Db(db => db.Opportunities.CountAsync(Cancel)));
        Assert.Equal(["files", "files"], await world.Db(db => db.OpportunityChanges.Join(db.Opportunities, c => c.OpportunityId, o => o.Id, (_, o) => o.System).ToListAsync(Cancel)));
    }

    [Theory]
    [EachDatabase]
    public async Task The_end_of_an_opportunity_is_not_undone_by_an_earlier_state_in_another_file(Provider provider)
    {
        await using var world = await ImportWorld.Create(provider);
        var (won, open) = (ImportWorld.Won(2, "o1", 1_000), ImportWorld.Deal(2, "o1", amount: 900));
        var told = await world.Import(new LandingOptions { Currency = "EUR" }, null, Cancel, ImportWorld.File(FactKind.Opportunity, [won]), ImportWorld.File(FactKind.Opportunity, [open]));
        Assert.Equal((OpportunityState.Won, 1_000m), await World());
        Assert.Contains(told.Files[1].Notes, n => n.StartsWith("Left as they ended", StringComparison.Ordinal));
        Assert.Equal(0, await world.Db(db => db.OpportunityChanges.CountAsync(Cancel))); // Of when it changed two files of one day tell nothing.

        await world.Import(new LandingOptions { Currency = "EUR" }, null, Cancel, ImportWorld.File(FactKind.Opportunity, [won]), ImportWorld.File(FactKind.Opportunity, [open]));
        Assert.Equal((OpportunityState.Won, 1_000m), await World()); // The same once more is no news.

        await world.Import(open); // Taken up again later.
        Assert.Equal((OpportunityState.Open, 900m), await World());

        Task<(OpportunityState, decimal)> World() => world.Db(async db => await db.Opportunities.Select(o => new ValueTuple<OpportunityState, decimal>(o.State, o.Amount!.Value)).SingleAsync(Cancel));
    }

    [Theory]
    [EachDatabase]
    public async Task A_person_is_the_same_however_files_write_the_name(Provider provider)
    {
        await using var world = await ImportWorld.Create(provider);
        string[] names = ["Müller, Anna", "Anna Müller", "Anna J. Mueller", "ANNA MULLER", "Smith, Jr.", "Ray, Bob B.", "Ray, Bob C.", "Bob Ray", "Ray, Bob B.", "Ray, Bob C.", "Joe Smith", "Jo Smith", "Anna Eberg", "Anna Berg", "Anna Meyer, CPA"];
        var told = await world.Import([.. names.Select((name, i) => ImportWorld.Won(i + 2, $"o{i}", 10, seller: name))]);
        Assert.DoesNotContain(told.Files.SelectMany(f => f.Notes), n => n.Contains("\"Müller, Anna\" was taken", StringComparison.Ordinal));
        Assert.Contains(told.Files.SelectMany(f => f.Notes), n => n.Contains("\"Anna J. Mueller\" was taken for \"Anna Müller\"", StringComparison.Ordinal));
        await world.Import([.. names.Select((name, i) => ImportWorld.Won(i + 2, $"o{i}", 10, seller: name))]);
        Assert.Equal(["Anna Berg", "Anna Eberg", "Anna Meyer, CPA", "Anna Müller", "Bob B. Ray", "Bob C. Ray", "Bob Ray", "Jo Smith", "Joe Smith", "Smith, Jr."], (await world.Db(db => db.Opportunities.Join(db.People, o => o.SalespersonId, p => p.Id, (_, p) => p.Name).Distinct().ToListAsync(Cancel))).Order(StringComparer.Ordinal));
        Assert.Contains((await world.With(s => s.GetRequiredService<Merging>().Joined(Cancel))).Select(j => (j.Text, j.Name)), j => j == ("ANNA J. MUELLER", "Anna Müller")); // And can be kept apart.
    }
}
