using Microsoft.EntityFrameworkCore;
using Plumbline.Comments;
using Plumbline.Companies;
using Plumbline.Exporting;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Commitments;

internal static class CommitmentsSetup
{
    public static void AddCommitments(this IServiceCollection services)
    {
        services.AddScoped<Ledger>();
        services.AddScoped<CommitmentMoves>();
        services.AddScoped<NextStepLedger>();
        services.AddSingleton(new SubjectFinder(SubjectKind.Commitment, Find));
    }

    /// <summary>The ledger as a file.</summary>
    public static void MapCommitments(this IEndpointRouteBuilder routes) => routes.MapGet("/commitments/export.csv", Export).RequireAuthorization(Access.Everyone);

    /// <summary>Promises are everyone's to see; whoever made one, and to whom, is told what is said of it.</summary>
    private static async Task<IReadOnlyDictionary<long, CommentedOn>> Find(IServiceProvider services, long[] ids, CancellationToken cancel)
    {
        var promises = await services.GetRequiredService<PlumblineDb>().Commitments.Where(c => EF.Parameter(ids).Contains(c.Id)).Select(c => new { c.Id, c.What, c.PersonId, c.ToId }).ToListAsync(cancel);
        return promises.ToDictionary(c => c.Id, c => new CommentedOn(c.What, FormattableString.Invariant($"commitments/{c.Id}"), c.ToId is { } to ? [c.PersonId, to] : [c.PersonId], _ => true));
    }

    private static async Task<IResult> Export(HttpRequest request, Ledger ledger, CurrentPerson me, OurCompany company, CancellationToken cancel)
    {
        var fiscal = (await company.Load(cancel)).FiscalYear;
        var ask = LedgerAsk.Read(request.Query, fiscal, await company.Today(cancel), otherwise: null);
        var people = await me.Colleagues(cancel);
        var file = new MemoryStream();
        using (var csv = new CsvOut(file, withMark: true))
        {
            csv.Row(["what", "kind", "who", "to", "account", "promised_on", "due", "state", "ended_on", "moved", "outcome", "why_missed", "moved_to"]);
            await foreach (var line in ledger.All(ask, cancel))
            {
                var (commitment, standing, account) = line;
                var holds = line.Moved is null; // How it ended and what came of it is said of the day that holds.
                csv.Cell(commitment.What).Cell(CommitmentWords.Of(commitment.Kind)).Cell(people.NameOf(commitment.PersonId)).Cell(commitment.ToId is { } to ? people.NameOf(to) : "the team").Cell(account)
                    .Cell((DateOnly?)commitment.PromisedOn).Cell((DateOnly?)line.Due).Cell(CommitmentWords.Of(standing, commitment.State)).Cell(holds ? commitment.EndedOn : null)
                    .Cell((decimal?)commitment.Renegotiations.Count).Cell(holds ? commitment.Outcome : null).Cell(holds ? commitment.MissReason : line.Why).Cell(line.Moved?.To).EndRow();
            }
        }

        file.Position = 0;
        return TypedResults.File(file, "text/csv; charset=utf-8", $"commitments-{fiscal.Name(ask.Period)}.csv");
    }
}
