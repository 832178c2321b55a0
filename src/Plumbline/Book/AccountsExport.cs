using Microsoft.AspNetCore.Http.HttpResults;
using Plumbline.Companies;
using Plumbline.Exporting;
using Plumbline.People;
using Plumbline.Plans;
using static Plumbline.Scoring.ScoreboardRow;

namespace Plumbline.Book;

/// <summary>Answers with a list of accounts as a file: all that the filter shows, not one page of it.</summary>
internal sealed class AccountsExport(AccountList list, OurCompany company, CurrentPerson me)
{
    private static readonly string[] _columns = ["name", "industry", "region", "owner", "last_contact", "open", "open_amount", "revenue_this_year", "revenue_last_year", "whitespace", "plan"];

    public async Task<FileStreamHttpResult> Csv(HttpRequest request, CancellationToken cancel)
    {
        var file = new MemoryStream();
        using (var csv = new CsvOut(file, withMark: true))
        {
            csv.Row(_columns);
            var people = await me.Colleagues(cancel);
            await foreach (var line in list.All(await Ask(request, cancel), cancel))
            {
                csv.Cell(line.Name).Cell(line.Industry).Cell(line.Region).Cell(Owner(line, people)).Cell(line.LastContact).Cell(line.OpenCount).Cell(Plain(line.Open)).Cell(Plain(line.ThisYear)).Cell(Plain(line.LastYear)).Cell(line.Whitespace).Cell(Plan(line)).EndRow();
            }
        }

        return await Answer(file, "text/csv; charset=utf-8", "csv", cancel);
    }

    public async Task<FileStreamHttpResult> Sheet(HttpRequest request, CancellationToken cancel)
    {
        var file = new MemoryStream();
        SheetColumn[] columns =
        [
            new("Name", 32), new("Industry"), new("Region"), new("Owner", 24), new("Last contact", 14), new("Open", 10), new("Open amount"), new("Revenue this year"), new("Revenue last year"), new("Whitespace", 12), new("Plan", 14),
        ];
        using (var sheet = new SheetOut(file, "Accounts", columns))
        {
            var people = await me.Colleagues(cancel);
            await foreach (var line in list.All(await Ask(request, cancel), cancel))
            {
                sheet.Cell(line.Name).Cell(line.Industry).Cell(line.Region).Cell(Owner(line, people)).Cell(line.LastContact).Cell(line.OpenCount).Cell(Plain(line.Open)).Cell(Plain(line.ThisYear)).Cell(Plain(line.LastYear)).Cell(line.Whitespace).Cell(Plan(line)).EndRow();
            }
        }

        return await Answer(file, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", cancel);
    }

    private async Task<AccountsAsk> Ask(HttpRequest request, CancellationToken cancel) => AccountsAsk.Read(name => request.Query[name], await list.Usual(cancel));

    private static string? Owner(AccountLine line, Colleagues people) => line.OwnerId is { } owner ? people.NameOf(owner) : null;

    private static string? Plan(AccountLine line) => line.Plan is { } plan ? PlanWords.Of(plan.State) : null;

    private async Task<FileStreamHttpResult> Answer(MemoryStream file, string type, string extension, CancellationToken cancel)
    {
        file.Position = 0;
        return TypedResults.File(file, type, FormattableString.Invariant($"accounts-{await company.Today(cancel):yyyy-MM-dd}.{extension}"));
    }
}
