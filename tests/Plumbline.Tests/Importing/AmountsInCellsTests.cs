using Microsoft.EntityFrameworkCore;

namespace Plumbline.Importing;

/// <summary>What the cells of amounts say themselves: in which currency, and how many noughts.</summary>
public class AmountsInCellsTests : FilesOfTests
{
    private const string Deals = "Opportunity ID,Opportunity Name,Account,Salesperson,Stage,Amount,Close Date\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void The_currency_beside_an_amount_goes_along_with_it()
    {
        var rows = Facts<OpportunityRow>(Open("deals.csv", Deals + """
            1,First,Acme,Ann,Won,"$1,500",2026-04-30
            2,Second,Acme,Ann,Won,"USD 1,234",2026-04-30
            3,Third,Acme,Ann,Won,€ 5,2026-04-30
            4,Fourth,Acme,Ann,Won,7,2026-04-30
            """));
        Assert.Equal([(1_500m, "$"), (1_234m, "USD"), (5m, "EUR"), (7m, null)], rows.Select(r => (r.Amount!.Value, r.Currency)));
        Assert.Equal(["AUD", "EUR", "AUD"], Facts<OpportunityRow>(Open("deals.csv", Deals + "1,First,Acme,Ann,Won,$5,2026-04-30\n2,Second,Acme,Ann,Won,€ 5,2026-04-30\n3,Third,Acme,Ann,Won,7,2026-04-30\n", new() { Currency = "AUD" })).Select(r => r.Currency));
    }

    [Fact]
    public void What_a_row_says_in_two_ways_must_be_the_same()
    {
        var column = Open("deals.csv", "Opportunity ID,Opportunity Name,Account,Salesperson,Stage,Amount,Currency,Close Date\n1,First,Acme,Ann,Won,$5,USD,2026-04-30\n2,Second,Acme,Ann,Won,$5,EUR,2026-04-30\n3,Third,Acme,Ann,Won,$5,$,2026-04-30\n");
        Assert.Equal(["USD", "$"], Facts<OpportunityRow>(column).Select(r => r.Currency));
        Assert.Equal((3, "The amounts of the row are in $, and its currency is said to be EUR. Correct the one or the other."), Refused(column).Select(r => (r.Line, r.Reason)).Single());

        var header = Open("deals.csv", "Opportunity ID,Opportunity Name,Account,Salesperson,Stage,Amount (EUR),Close Date\n1,First,Acme,Ann,Won,5 €,2026-04-30\n2,Second,Acme,Ann,Won,5 kr,2026-04-30\n");
        Assert.Equal("EUR", Assert.Single(Facts<OpportunityRow>(header)).Currency);
        Assert.Equal(3, Assert.Single(Refused(header)).Line);

        var cells = Open("invoices.csv", "Invoice ID,Invoice Date,Customer,Product,Salesperson,Revenue,Cost\n1,2026-04-30,Acme,Care,Ann,$5,$3\n2,2026-04-30,Acme,Care,Ann,$5,3 €\n");
        Assert.Equal("$", Assert.Single(Facts<BookingRow>(cells)).Currency);
        Assert.Equal("Cost: \"3 €\" is in EUR, and another amount of the row is in $. Give all amounts of a row in one currency.", Assert.Single(Refused(cells)).Reason);
    }

    [Fact]
    public void Targets_by_month_and_prices_say_their_currency_too()
    {
        Assert.All(Facts<TargetRow>(Open("targets.csv", "Salesperson,Jan 2027,Feb 2027,Mar 2027\nAnn,€ 10k,€ 20k,€ 30k\n")), t => Assert.Equal("EUR", t.Currency));
        Assert.Equal("GBP", Assert.Single(Facts<ProductRow>(Open("products.csv", "Product Name,Product Code,List Price\nCare,C-1,GBP 5\n"))).Currency);
    }

    [Fact]
    public void Noughts_in_words_are_read_and_what_else_stands_beside_a_number_is_refused()
    {
        var deals = Open("deals.csv", Deals + "1,First,Acme,Ann,Won,250k,2026-04-30\n2,Second,Acme,Ann,Won,1.2M,2026-04-30\n3,Third,Acme,Ann,Won,3 Mio,2026-04-30\n4,Fourth,Acme,Ann,Won,5 sheep,2026-04-30\n5,Fifth,Acme,Ann,Won,5 t,2026-04-30\n");
        Assert.Equal([250_000m, 1_200_000m, 3_000_000m], Facts<OpportunityRow>(deals).Select(r => r.Amount!.Value));
        Assert.Equal(["Amount: \"5 sheep\" is not a number. Write it as in 1234.50, or leave it empty.", "Amount: \"5 t\" is not a number. Write it as in 1234.50, or leave it empty."], Refused(deals).Select(r => r.Reason));

        var cable = Open("invoices.csv", "Invoice ID,Invoice Date,Customer,Product,Salesperson,Quantity,Revenue\n1,2026-04-30,Acme,Cable,Ann,2k,1.5m\n2,2026-04-30,Acme,Cable,Ann,5 m,10\n");
        Assert.Equal((2_000m, 1_500_000m), Facts<BookingRow>(cable).Select(b => (b.Quantity!.Value, b.Revenue)).Single());
        Assert.Equal("Quantity: \"5 m\" is not a number. Write it as in 1234.50, or leave it empty.", Assert.Single(Refused(cable)).Reason);
    }

    [Theory, EachDatabase]
    public async Task Amounts_in_another_currency_do_not_land_as_the_companys(Provider provider)
    {
        await using var world = await ImportWorld.Create(provider);
        Write("deals.csv", Deals + "1,First,Acme,Ann,Won,\"$1,500\",2026-04-30\n2,Second,Acme,Ann,Won,€ 5,2026-04-30\n3,Third,Acme,Ann,Won,7,2026-04-30\n");

        Assert.Contains("amounts in $ and in EUR", (await Assert.ThrowsAsync<RefusedException>(() => world.ImportFolder(PathOf(""), new()))).Message, StringComparison.Ordinal);
        var result = await world.ImportFolder(PathOf(""), new() { Currency = "EUR" });

        Assert.Equal("The amount is in $, the company's currency is EUR, and no rates are known. Give the amount in EUR.", Assert.Single(result.Refused[0]).Reason);
        Assert.Equal(12, await world.Db(async db => (await db.Opportunities.Select(o => o.Amount).ToListAsync(Cancel)).Sum()));
    }
}
