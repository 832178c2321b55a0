using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Files;
using Plumbline.People;
using Plumbline.Storage;
using Plumbline.Typing;

namespace Plumbline.Marketing;

/// <summary>Plans local marketing, and follows it to the vendor's payment.</summary>
internal sealed class MarketingDesk(PlumblineDb db, CurrentPerson me, OurCompany company, MarketingReader reader, FileShelf shelf, TimeProvider clock)
{
    /// <summary>Plans an activity; one that is sent twice, or made of the same row of a plan, is one.</summary>
    /// <returns>Its number.</returns>
    public async Task<long> Plan(MarketingInput input, CancellationToken cancel)
    {
        var source = await Source(input.Key, cancel);
        if (await There() is { } there)
        {
            return there;
        }

        var (owner, program, fund) = await Read(input, cancel);
        var activity = new LocalActivity(input.Outline(), owner, program, fund, source, me.Id, await company.Today(cancel));
        activity.CallIt(input.Code);
        await RefuseTaken(activity, cancel);
        db.Add(activity);
        return await db.SaveUnlessThere(() => db.SaveChangesAsync(cancel), async () => await There() is not null || await TakenBy(activity, cancel) is not null) ? activity.Id : await There() ?? throw Taken(await TakenBy(activity, cancel));

        Task<long?> There() => db.Set<LocalActivity>().Where(a => a.Source == source).Select(a => (long?)a.Id).SingleOrDefaultAsync(cancel);
    }

    /// <summary>Writes it anew.</summary>
    public async Task Change(long id, MarketingInput input, CancellationToken cancel)
    {
        var activity = await Find(id, cancel);
        Refuse.Stale("this activity", input.Revision, activity.Revision);
        var (owner, program, fund) = await Read(input, cancel, activity);
        activity.Write(input.Outline(), owner, program, fund);
        activity.CallIt(input.Code);
        await SaveCode(activity, cancel);
    }

    /// <summary>Notes what the CRM calls it, and how many leads came; at any time.</summary>
    public async Task NoteResults(long id, ResultsInput input, CancellationToken cancel)
    {
        var activity = await Find(id, cancel);
        Refuse.Unless(input.Revision == activity.Revision, Refusal.Conflict, "Somebody noted something else meanwhile. Load the page again, and note yours again if it still holds.");
        activity.CallIt(input.Code);
        activity.CountLeads(input.ReadLeads());
        await SaveCode(activity, cancel);
    }

    /// <summary>Notes what happened to it.</summary>
    public async Task Move(long id, FundingInput input, CancellationToken cancel)
    {
        var activity = await Find(id, cancel);
        Refuse.Unless(Enum.TryParse<FundingStage>(input.Stage, out var stage) && Enum.IsDefined(stage), Refusal.Invalid, "Choose what happened.", nameof(input.Stage));
        Refuse.Unless(input.Revision == activity.Revision, Refusal.Conflict, "Somebody noted something else meanwhile. It is shown as it stands; note yours again if it still holds.");
        var today = await company.Today(cancel);
        activity.Move(stage, TypedDay.Read(input.On, nameof(input.On)) ?? today, MarketingInput.Amount(input.Amount, nameof(input.Amount)), input.Words, me.Id, today);
        await Save(activity, cancel);
    }

    /// <summary>Notes until when the vendor takes the claim, also after the activity.</summary>
    public async Task TakeClaimsUntil(long id, MarketingInput input, CancellationToken cancel)
    {
        var activity = await Find(id, cancel);
        Refuse.Unless(input.Revision == activity.Revision, Refusal.Conflict, "Somebody noted something else meanwhile. Load the page again, and note yours again if it still holds.");
        var fund = activity.FundId is { } number ? await db.Set<ProgramFund>().SingleAsync(f => f.Id == number, cancel) : null;
        activity.TakeClaimsUntil(TypedDay.Read(input.ClaimBy, nameof(input.ClaimBy)), fund);
        await Save(activity, cancel);
    }

    /// <summary>Puts a file there as proof.</summary>
    public async Task Prove(long id, MarketingItemInput input, CancellationToken cancel)
    {
        var activity = await Find(id, cancel);
        Refuse.Unless(RecordedHere.IsKey(input.Key), Refusal.Invalid, "Open the page anew and send it once more.");
        if (activity.Proof.Any(p => p.Key == input.Key))
        {
            return; // Sent twice.
        }

        Refuse.Unless(input.File is not null, Refusal.Invalid, "Choose a file.", nameof(input.File));
        var kind = (activity.Terms?.Proof ?? []).FirstOrDefault(k => string.Equals(k, input.Kind, StringComparison.OrdinalIgnoreCase)) ?? "";
        var file = await shelf.Keep(input.File, nameof(input.File), cancel);
        await db.AllOrNothing(
            async () =>
            {
                await db.SaveChangesAsync(cancel); // The file has a number from here on.
                activity.Prove(new(input.Key!, file.Id, kind));
                await Save(activity, cancel);
            },
            cancel);
    }

    /// <summary>Takes a proof away again, with its file. Once more does no harm.</summary>
    public async Task Unprove(long id, string key, CancellationToken cancel)
    {
        var activity = await Find(id, cancel);
        if (activity.Unprove(key) is { } file)
        {
            db.RemoveRange(await db.Set<KeptFile>().Where(f => f.Id == file).ToListAsync(cancel));
            await Save(activity, cancel);
        }
    }

    /// <summary>Puts something on the list of what is to be done before.</summary>
    public async Task AddCheck(long id, MarketingItemInput input, CancellationToken cancel)
    {
        var activity = await Find(id, cancel);
        Refuse.Unless(RecordedHere.IsKey(input.Key), Refusal.Invalid, "Open the page anew and type it once more.");
        activity.AddCheck(input.Key!, input.What);
        await Save(activity, cancel);
    }

    /// <summary>Says that an entry of the list is done, or is not.</summary>
    public async Task Check(long id, string key, bool isDone, CancellationToken cancel)
    {
        var activity = await Find(id, cancel);
        activity.Check(key, isDone);
        await Save(activity, cancel);
    }

    private async Task<string> Source(string? key, CancellationToken cancel)
    {
        // A row of a plan is named by its own source, and must be one that the reader may take up.
        if (key?.Split('/') is ["plan", var plan, var path] && path.StartsWith("marketing.", StringComparison.Ordinal) && long.TryParse(plan, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return await reader.Row(number, path["marketing.".Length..], cancel) is { } row ? MarketingReader.SourceOf(row) : throw RefusedException.NotFound("row of a plan");
        }

        Refuse.Unless(RecordedHere.IsKey(key), Refusal.Invalid, "Open the page anew and type it once more.");
        return key!;
    }

    private async Task<(long Owner, MarketingProgram? Program, ProgramFund? Fund)> Read(MarketingInput input, CancellationToken cancel, LocalActivity? kept = null)
    {
        var owner = long.TryParse(input.Owner, NumberStyles.None, CultureInfo.InvariantCulture, out var typed) ? typed : me.Id;
        Refuse.Unless(
            owner == kept?.OwnerId || (await reader.Owners(clock.GetUtcNow(), cancel)).Any(p => p.Id == owner), Refusal.Invalid, "Choose yourself, or somebody who reports to you.", nameof(input.Owner));
        if (string.IsNullOrEmpty(input.Pays))
        {
            return (owner, null, null);
        }

        var parts = input.Pays.Split('/');
        var program = long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? await db.Set<MarketingProgram>().SingleOrDefaultAsync(p => p.Id == number, cancel) : null;
        Refuse.Unless(program is not null, Refusal.Invalid, "This program is not in the catalogue any more. Choose another.", nameof(input.Pays));
        var fund = parts.Length > 1 && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var of) ? await db.Set<ProgramFund>().SingleOrDefaultAsync(f => f.Id == of, cancel) : null;
        Refuse.Unless(parts.Length == 1 || fund is not null, Refusal.Invalid, "This money is not there any more. Choose other.", nameof(input.Pays));
        return (owner, program, fund);
    }

    private async Task<LocalActivity> Find(long id, CancellationToken cancel)
    {
        var activity = await db.Set<LocalActivity>().SingleOrDefaultAsync(a => a.Id == id, cancel) ?? throw RefusedException.NotFound("activity");
        await reader.RefuseOthers(activity, cancel);
        return activity;
    }

    /// <summary>Saves it with a code that may be another's by now.</summary>
    private async Task SaveCode(LocalActivity activity, CancellationToken cancel)
    {
        await RefuseTaken(activity, cancel);
        if (!await db.SaveUnlessThere(() => Save(activity, cancel), async () => await TakenBy(activity, cancel) is not null))
        {
            throw Taken(await TakenBy(activity, cancel));
        }
    }

    private async Task RefuseTaken(LocalActivity activity, CancellationToken cancel)
    {
        if (await TakenBy(activity, cancel) is { } other)
        {
            throw Taken(other);
        }
    }

    private async Task<string?> TakenBy(LocalActivity activity, CancellationToken cancel)
    {
        var (code, id) = (activity.FoldedCode, activity.Id);
        return code is not null && await db.Set<LocalActivity>().Where(a => a.FoldedCode == code && a.Id != id).Select(a => a.Outline).SingleOrDefaultAsync(cancel) is { } other ? other.Title : null;
    }

    private static RefusedException Taken(string? other) =>
        new(Refusal.Invalid, $"This is the code of “{other ?? "another activity"}” already. An opportunity must find one activity: give this one another code, or take it away there first.", nameof(MarketingInput.Code));

    private Task<int> Save(LocalActivity activity, CancellationToken cancel)
    {
        activity.Revision++;
        return db.SaveChangesAsync(cancel);
    }
}

internal static class MarketingSetup
{
    public static void AddMarketing(this IServiceCollection services)
    {
        services.AddScoped<MarketingReader>();
        services.AddScoped<MarketingDesk>();
        services.AddScoped<MarketingBudget>();
        services.AddScoped<MarketingTies>();
        services.AddScoped<LeadDesk>();
        services.AddScoped<LeadImport>();
        services.AddScoped<AudienceReader>();
        services.AddScoped<AudienceDesk>();
        services.AddScoped<AttributionReader>();
        services.AddScoped<MarketingResults>();
    }

    public static void MapMarketing(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/marketing/{id:long}/proof/{key}", async (long id, string key, MarketingReader reader, CancellationToken cancel) => FileAnswer.Of(await reader.File(id, key, cancel))).RequireAuthorization(Access.Everyone);
        routes.MapGet("/marketing/opportunities", (string? q, MarketingTies ties, CancellationToken cancel) => ties.Propose(q ?? "", cancel)).RequireAuthorization(Access.Everyone);
        MarketingFiles.Map(routes);
    }
}
