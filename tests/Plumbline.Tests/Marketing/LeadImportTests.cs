using System.Text;
using Microsoft.EntityFrameworkCore;
using Plumbline.Exporting;
using Plumbline.Importing;
using Plumbline.Opportunities;
using Plumbline.People;

namespace Plumbline.Marketing;

public class LeadImportTests
{
    private const string Salesforce = "First Name,Last Name,Company / Account,Email,Campaign Name,Lead Owner,Created Date,Description\n";

    private static readonly DateOnly _today = new(2026, 11, 24);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task A_list_goes_to_the_activities_whose_campaigns_it_names_and_once_more_changes_nothing(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        var (seminar, fair) = (await Activity(made, "Seminar", made.Mary, "Autumn Seminar"), await Activity(made, "Fair", made.Ben, "FAIR-26"));
        var ada = await made.Site.As(made.Ada);
        const string list = $"Contacts with campaigns\n{Salesforce}Ann,Berg,Aurora Shipping,ann@aurora.example,autumn SEMINAR,Jo,11/20/2026,\"Wants, a call\"\n,Lind,Borealis,,Autumn-Seminar,Jo,11/3/2026,\nCy,Dahl,,cy@dahl.example,Fair 26,Jo,12/24/2026,\nANN,berg,Aurora shipping,Ann@aurora.example,Autumn Seminar,Jo,,\n";
        var taken = await Send(ada, list);
        Assert.Contains("3 leads were brought", taken.Text, StringComparison.Ordinal);
        Assert.Contains("Not read: Lead Owner.", taken.Text, StringComparison.Ordinal);
        Assert.Contains("One lead has a day that cannot be read or is to come.", taken.Text, StringComparison.Ordinal);
        Assert.Equal(["Seminar|Mary|2|1", "Fair|Ben|1|0"], taken.Document.QuerySelectorAll("#brought tbody tr").Select(r => string.Join('|', r.Children.Select(c => c.TextContent))));
        var leads = await Leads(made);
        Assert.Equal(
            [("Ann Berg", seminar, made.Mary.Id, new(2026, 11, 20), 1L, "Wants, a call"), ("Lind", seminar, made.Mary.Id, new(2026, 11, 3), null, ""), ("Cy Dahl", fair, made.Ben.Id, _today, (long?)null, "")],
            leads.Select(l => (l.Name, l.ActivityId, l.FollowerId, l.NotedOn, l.AccountId, l.Note)));

        var again = await Send(ada, list);
        Assert.Contains("No lead is new", again.Text, StringComparison.Ordinal);
        Assert.Equal(["0|3", "0|1"], again.Document.QuerySelectorAll("#brought tbody tr").Select(r => string.Join('|', r.Children.Skip(2).Select(c => c.TextContent))));
        var (first, second) = (await ada.Open("/marketing/leads/import"), await ada.Open("/marketing/leads/import"));
        await Task.WhenAll(Send(first, $"{Salesforce}Dee,Elm,,,FAIR 26,,,\n"), Send(second, $"{Salesforce}Dee,Elm,,,FAIR 26,,,\nEve,Fox,,,FAIR 26,,,\n"));
        Assert.Equal(["Ann Berg", "Cy Dahl", "Dee Elm", "Eve Fox", "Lind"], (await Leads(made)).Select(l => l.Name).Order());
    }

    [Theory, EachDatabase]
    public async Task Rows_that_cannot_be_taken_are_told_and_the_others_are_taken(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        await Activity(made, "Seminar", made.Mary, "Autumn Seminar");
        await Activity(made, "Fair", made.Ben, "Fair 26");
        var off = await Activity(made, "Mailing", made.Mary, "Mailing 26", isOff: true);
        var mary = await made.Site.As(made.Mary);
        const string list = "Full Name;E-mail;Campaign\nAnn Berg;;Autumn Seminar\nBo Lind;;Fair 26\nCy Dahl;;Spring Call\n;;Autumn Seminar\nDee Elm;dee;Autumn Seminar\nEve Fox;;\nFay Gil;;mailing 26\nGus Hem;;SPRING call\n";
        var taken = await Send(mary, list);
        Assert.Contains("One lead was brought", taken.Text, StringComparison.Ordinal);
        Assert.Contains("7 rows were not taken", taken.Text, StringComparison.Ordinal);
        Assert.Contains("“Spring Call” (2)", taken.Text, StringComparison.Ordinal);
        Assert.Equal(["3", "4", "5", "6", "7", "8", "9"], taken.Document.QuerySelectorAll("#refused tbody th").Select(c => c.TextContent));
        foreach (var why in new[] { "“Fair” is looked after by Ben", "no activity has the campaign code “Spring Call”", "the name is missing", "“dee” is no mail address", "it names no campaign", "“Mailing” does not take place" })
        {
            Assert.Contains(why, taken.The("#refused").TextContent, StringComparison.Ordinal);
        }

        // Given its code, the activity takes them; the rest of the file stays as it is.
        await Activity(made, "Call", made.Mary, "spring-call");
        Assert.Contains("2 leads were brought", (await Send(mary, list)).Text, StringComparison.Ordinal);
        Assert.Equal(["Ann Berg", "Cy Dahl", "Gus Hem"], (await Leads(made)).Select(l => l.Name).Order());

        var form = await mary.Open($"/marketing/leads/import?activity={off}");
        Assert.Equal(["Call", "Seminar"], form.Document.QuerySelectorAll("select[name='Input.Activity'] option").Skip(1).Select(o => o.TextContent.Split(',')[0]).Order());
        Assert.Contains("It does not take place", (await Send(form, "Name\nAnn Berg\n", new() { ["Input.Activity"] = $"{off}" })).Text, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task A_list_without_campaigns_asks_for_the_activity_and_for_the_order_of_days(Provider provider)
    {
        await using var made = await SomePipeline.Make(provider);
        var (seminar, fair) = (await Activity(made, "Seminar", made.Mary, null), await Activity(made, "Fair", made.Ben, null));
        var mary = await made.Site.As(made.Mary);
        Assert.Equal($"/marketing/leads/import?activity={seminar}", $"/{(await mary.Open($"/marketing/{seminar}")).The("#leads a[href*='leads/import']").GetAttribute("href")}");
        const string hubspot = "Record ID,First Name,Last Name,Email,Company Name,Create Date\n1,Ann,Berg,ann@aurora.example,Aurora Shipping,03/04/2026\n";
        Assert.Contains("The file has no campaign column.", (await Send(mary, hubspot)).Text, StringComparison.Ordinal);
        Assert.Contains("Who looks after the activity", (await Send(await mary.Open("/marketing/leads/import"), hubspot, new() { ["Input.Activity"] = $"{fair}" })).Text, StringComparison.Ordinal);
        Assert.Empty(await Leads(made));
        var asked = await Send(await mary.Open($"/marketing/leads/import?activity={seminar}"), hubspot);
        Assert.Contains("“03/04/2026” can be read in two ways.", asked.Text, StringComparison.Ordinal);
        Assert.Contains("One lead was brought", (await Send(asked, hubspot, new() { ["Input.Days"] = nameof(DateOrder.MonthFirst) })).Text, StringComparison.Ordinal);
        Assert.Equal([("Ann Berg", seminar, new DateOnly(2026, 3, 4))], (await Leads(made)).Select(l => (l.Name, l.ActivityId, l.NotedOn)));

        Assert.Contains("There is no column of names.", (await Send(mary, "Company,Email\nAurora,ann@aurora.example\n")).Text, StringComparison.Ordinal);
        Assert.Contains("There is no row below the headers.", (await Send(mary, "Name,Campaign\n")).Text, StringComparison.Ordinal);
        Assert.Contains("more than 5,000 rows", (await Send(mary, $"Name,Campaign\n{string.Concat(Enumerable.Range(1, LeadImport.MostRows + 1).Select(n => $"Ann {n},Fair\n"))}")).Text, StringComparison.Ordinal);
        Assert.Contains("Choose a file.", (await (await mary.Open("/marketing/leads/import")).Submit("leads")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workbook_is_read_and_marketing_brings_to_all()
    {
        await using var made = await SomePipeline.Make();
        var seminar = await Activity(made, "Seminar", made.Ben, "Autumn Seminar");
        using var bytes = new MemoryStream();
        using (var sheet = new SheetOut(bytes, "Leads", [new("(Do Not Modify) Created On"), new("Name"), new("Company Name"), new("Source Campaign")]))
        {
            sheet.Cell(new DateOnly(2026, 11, 5)).Cell("Ann Berg").Cell("Aurora Shipping").Cell("Autumn seminar").EndRow();
        }

        var max = await made.Site.As(await made.Site.Add("Max", Roles.Marketing));
        Assert.Contains("One lead was brought", (await (await max.Open("/marketing/leads/import")).Submit("leads", files: [("Input.File", "leads.xlsx", bytes.ToArray())])).Text, StringComparison.Ordinal);
        Assert.Equal([("Ann Berg", seminar, new DateOnly(2026, 11, 5), made.Ben.Id)], (await Leads(made)).Select(l => (l.Name, l.ActivityId, l.NotedOn, l.FollowerId)));
    }

    [Theory]
    [InlineData("20/11/2026 3/4/2026", DateOrder.DayFirst)]
    [InlineData("3/4/2026 11/20/2026", DateOrder.MonthFirst)]
    [InlineData("3.4.2026", DateOrder.DayFirst)]
    [InlineData("2026-11-20 4/4/2026", DateOrder.DayFirst)]
    [InlineData("3/4/2026", null)]
    [InlineData("20/11/2026 11/20/2026", null)]
    public void The_days_of_a_file_tell_their_order_together(string days, DateOrder? order) => Assert.Equal(order, LeadColumns.OrderOf(days.Split(' ')).Order);

    [Fact]
    public void A_code_goes_before_a_name_and_what_is_said_twice_is_kept()
    {
        var columns = LeadColumns.Of(["Name", "FIRST_NAME", "Last-Name", "Campaign", "Campaign Code", "Description", "Notes"])!;
        var row = columns.Read(["Deal 1", "Ann", "Berg", "Autumn Seminar", "AS-26", "At the stand", "Call in May", ""]);
        Assert.Equal(("Ann Berg", "Call in May\nAt the stand"), (row.Lead.Name, row.Lead.Note));
        Assert.Null(row.Problem);
        Assert.Equal(["AS-26", "Autumn Seminar"], row.Campaigns);
        Assert.Contains("more cells", columns.Read(["", "Ann", "Berg", "", "", "", "", "left over"]).Problem, StringComparison.Ordinal);
        Assert.Contains("mail address stands", columns.Read(["ann@aurora.example"]).Problem, StringComparison.Ordinal);
        Assert.Null(LeadColumns.Of(["First Name", "Company"]));
    }

    private static async Task<long> Activity(SomePipeline made, string title, Person owner, string? code, bool isOff = false)
    {
        DateOnly day = new(2026, 11, 2);
        var activity = new LocalActivity(new() { Title = title, First = day, Last = day, Budget = 1_000 }, owner.Id, null, null, title, owner.Id, day);
        activity.CallIt(code);
        activity.Move(isOff ? FundingStage.Cancelled : FundingStage.Executed, day, isOff ? null : 1_000, "Too few came", owner.Id, _today);
        await made.Site.Change(db => db.Add(activity));
        return activity.Id;
    }

    private static Task<List<MarketingLead>> Leads(SomePipeline made) => made.Site.Db(db => db.Set<MarketingLead>().AsNoTracking().OrderBy(l => l.Id).ToListAsync(Cancel));

    private static async Task<Page> Send(Visitor visitor, string text) => await Send(await visitor.Open("/marketing/leads/import"), text);

    private static Task<Page> Send(Page form, string text, Dictionary<string, string>? fields = null) => form.Submit("leads", fields, files: [("Input.File", "leads.csv", Encoding.UTF8.GetBytes(text))]);
}
