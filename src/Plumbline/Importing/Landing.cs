using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.ExceptionServices;
using Microsoft.EntityFrameworkCore;
using Plumbline.Commitments;
using Plumbline.Scoring;
using Plumbline.Storage;

namespace Plumbline.Importing;

/// <summary>Brings the rows of files into the database: in one transaction, all that can be taken or nothing, and the same rows once more change nothing.</summary>
internal sealed class Landing(PlumblineDb db, QuotaWriter quotas, NextStepLedger ledger, TimeProvider clock)
{
    private const int RowsAtOnce = 4096;
    private const int BatchesAhead = 4;

    /// <summary>Lands the files in the order of their kinds.</summary>
    /// <param name="files">What lands.</param>
    /// <param name="left">Files that are no facts of ours or cannot be read, to be kept in the import's record.</param>
    /// <param name="options">What the person says about the import.</param>
    /// <param name="progress">Told after each few thousand rows.</param>
    /// <param name="cancel">Takes everything back.</param>
    /// <exception cref="RefusedException">Something must be decided first. Nothing has changed.</exception>
    public async Task<ImportResult> Run(IReadOnlyList<LandingFile> files, IReadOnlyList<ImportedFile> left, LandingOptions options, IProgress<ImportProgress>? progress, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await using var tuned = await BulkTuning.Begin(db, cancel);
        using var bulk = BulkWriter.Of(db);
        var import = new Import { At = Now(), PersonId = db.ActingPersonId, Files = [] };
        bulk.Number(import);
        bulk.Insert([import]);

        var run = await LandingRun.Begin(db, bulk, import, options, cancel);
        run.Money.Begin();
        var inOrder = files.OrderBy(f => f.Kind).ToList();
        var landed = new List<Landed>();
        var waiting = new List<KindLanding>();
        var isSettled = false;
        foreach (var file in inOrder)
        {
            if (file.Kind > FactKind.Account && !isSettled)
            {
                isSettled = true;
                await Settle(run, waiting, cancel);
            }

            if (file.Teams.Count > 0)
            {
                var teams = new TeamLanding(run, file.System);
                teams.Take(file.Teams);
                waiting.Add(teams);
            }

            var landing = LandingOf(file.Kind, run, file.System);
            if (!isSettled)
            {
                waiting.Add(landing);
            }

            landed.Add(await Task.Run(() => Land(file, landing, landed.Count + 1, inOrder.Count, progress, cancel), cancel));
        }

        if (!isSettled)
        {
            await Settle(run, waiting, cancel);
        }

        progress?.Report(new("", inOrder.Count, inOrder.Count, 0, "Adding up the scoreboards"));
        var about = run.Money.Finish();
        await run.Finish(cancel);
        await quotas.Write(bulk, run.QuotasConcerned, cancel);
        await ledger.Follow(run.PromisesConcerned, cancel); // Saved with the record of the import.
        IReadOnlyList<string> ofAll = [.. RunNotes(run), .. about is null ? (string[])[] : [about]];
        IReadOnlyList<ImportedFile> results = [.. landed.Select((l, i) => l.Result(i == 0 ? ofAll : [])), .. left];
        await Record(import, results, cancel);
        if (!options.IsDryRun)
        {
            await db.RaiseVersion(cancel);
            await transaction.CommitAsync(cancel);
        }

        return new(options.IsDryRun ? null : import.Id, results, landed.Select((l, i) => (l, i)).Where(x => x.l.Refused.Count > 0).ToDictionary(x => x.i, x => x.l.Refused))
        {
            LacksCurrency = run.Money.IsUnknown,
            OfAll = ofAll,
        };
    }

    /// <summary>To the microsecond, as both databases keep it.</summary>
    private DateTimeOffset Now()
    {
        var now = clock.GetUtcNow();
        return new(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
    }

    private static async Task Settle(LandingRun run, List<KindLanding> waiting, CancellationToken cancel)
    {
        foreach (var landing in waiting)
        {
            landing.Finish();
        }

        await run.Settle(cancel);
    }

    private async Task Record(Import import, IReadOnlyList<ImportedFile> files, CancellationToken cancel)
    {
        var kept = await db.Imports.SingleAsync(i => i.Id == import.Id, cancel);
        kept.Files = files;
        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
    }

    private static IEnumerable<string> RunNotes(LandingRun run)
    {
        if (run.PeopleAddedByName.Count > 0)
        {
            yield return $"People who are not known here yet and {(run.Options.IsDryRun ? "would be" : "were")} added without a sign-in: {Listed(run.PeopleAddedByName)}.";
        }

        if (run.PeopleInTeams > 0)
        {
            yield return $"{(run.PeopleInTeams == 1 ? "1 person who is" : string.Create(CultureInfo.InvariantCulture, $"{run.PeopleInTeams} people who are"))} new here and in no team by a file of people {(run.Options.IsDryRun ? "would be" : run.PeopleInTeams == 1 ? "is" : "are")} in the team that their records name most.";
        }

        var isJoined = false;
        foreach (var (joined, nameOf) in ((SortedDictionary<string, long>, Func<long, string>)[])
            [(run.ProductNames.Joined, id => run.Products[id].Name), (run.AccountNames.Joined, id => run.Accounts[id].Name), (run.PersonNames.Joined, id => run.People[id].Name), (run.TeamNames.Joined, id => run.Teams[id].Name)])
        {
            foreach (var (name, id) in joined)
            {
                yield return $"\"{name}\" {(run.Options.IsDryRun ? "would be" : "was")} taken for \"{nameOf(id)}\".";
                isJoined = true;
            }
        }

        if (isJoined)
        {
            yield return "Where that is wrong, keep the two apart on the page of names that look alike, and import the file again.";
        }
    }

    private static string Listed(SortedSet<string> names) =>
        string.Join(", ", names.Take(10)) + (names.Count > 10 ? string.Create(CultureInfo.InvariantCulture, $" and {names.Count - 10} more") : "");

    private static Landed Land(LandingFile file, KindLanding landing, int number, int files, IProgress<ImportProgress>? progress, CancellationToken cancel)
    {
        var refused = new List<RefusedRow>();
        var facts = new List<FactRow>(RowsAtOnce);
        var rows = 0;
        foreach (var batch in ReadAhead(file, cancel))
        {
            cancel.ThrowIfCancellationRequested();
            facts.Clear();
            foreach (var (fact, unread) in batch)
            {
                if (fact is not null)
                {
                    facts.Add(fact);
                }
                else if (unread is not null)
                {
                    refused.Add(unread);
                }
            }

            landing.Take(facts);
            rows += batch.Count;
            progress?.Report(new(file.FileName, number, files, rows, string.Create(CultureInfo.InvariantCulture, $"{file.FileName} ({number} of {files}): {rows:N0} rows")));
        }

        landing.EndOfFile();
        return new(file, landing, rows, refused);
    }

    /// <summary>Reads on another thread while rows land on this one.</summary>
    private static IEnumerable<List<ReadResult>> ReadAhead(LandingFile file, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var batches = new BlockingCollection<List<ReadResult>>(BatchesAhead);
        ExceptionDispatchInfo? failed = null;
        var reading = Task.Run(
            () =>
            {
                try
                {
                    foreach (var batch in file.Read(stop.Token).Chunk(RowsAtOnce))
                    {
                        batches.Add([.. batch], stop.Token);
                    }
                }
                catch (Exception e)
                {
                    failed = ExceptionDispatchInfo.Capture(e); // Thrown again by whoever takes the rows, after those that were read before.
                }
                finally
                {
                    batches.CompleteAdding();
                }
            },
            CancellationToken.None);
        try
        {
            foreach (var batch in batches.GetConsumingEnumerable(cancel))
            {
                yield return batch;
            }

            failed?.Throw();
        }
        finally
        {
            stop.Cancel();
            ((IAsyncResult)reading).AsyncWaitHandle.WaitOne();
        }
    }

    private static KindLanding LandingOf(FactKind kind, LandingRun run, string system) => kind switch
    {
        FactKind.Team => new TeamLanding(run, system),
        FactKind.Person => new PersonLanding(run, system),
        FactKind.Product => new ProductLanding(run, system),
        FactKind.Account => new AccountLanding(run, system),
        FactKind.Contact => new ContactLanding(run, system),
        FactKind.Stage => new StageLanding(run, system),
        FactKind.Opportunity => new OpportunityLanding(run, system),
        FactKind.OpportunityChange => new OpportunityChangeLanding(run, system),
        FactKind.Booking => new BookingLanding(run, system),
        FactKind.Activity => new ActivityLanding(run, system),
        FactKind.Target => new TargetLanding(run, system),
    };

    private sealed record Landed(LandingFile File, KindLanding Landing, int Rows, List<RefusedRow> Unread)
    {
        public IReadOnlyList<RefusedRow> Refused { get; } = [.. Unread.Concat(Landing.Refused).OrderBy(r => r.Line)];

        public ImportedFile Result(IReadOnlyList<string> notes) => new(
            File.FileName, File.Kind, File.Profile, Rows - Landing.Left, Landing.Added, Landing.Changed, Landing.Unchanged, Refused.Count, [.. File.Notes(), .. Landing.Notes, .. notes], File.Left() + Landing.Left, File.Format);
    }
}
