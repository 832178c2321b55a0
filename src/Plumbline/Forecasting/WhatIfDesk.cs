using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.People;
using Plumbline.Storage;
using Plumbline.Typing;

namespace Plumbline.Forecasting;

/// <summary>What a supposition is to be kept as.</summary>
public sealed class WhatIfInput
{
    /// <summary>What it is called.</summary>
    public string? Name { get; set; }
}

/// <summary>A supposition that was kept, and what the chance would be with it now.</summary>
/// <param name="Kept">As it was kept.</param>
/// <param name="Words">What is supposed, in words.</param>
/// <param name="Now">The chance with it by the forecast of today.</param>
/// <param name="Ended">Of how many deals that it supposes something about nothing is open any more, or they are too small by now to be told one by one.</param>
internal sealed record WhatIfNow(KeptWhatIf Kept, string Words, double Now, int Ended);

/// <summary>Keeps what people suppose where they ask for it, each for themselves.</summary>
internal sealed class WhatIfDesk(PlumblineDb db, CurrentPerson me, OurCompany company)
{
    private const int Most = 20;

    /// <summary>What the reader kept of a forecast, the latest first.</summary>
    public async Task<IReadOnlyList<WhatIfNow>> Read(ForecastView view, CancellationToken cancel)
    {
        var open = view.Basis.Outlook.Open.Select(p => p.Id).ToHashSet();
        var all = (await Of(view.Now).AsNoTracking().OrderByDescending(k => k.Id).ToListAsync(cancel)).ConvertAll(kept => (Kept: kept, WhatIf: WhatIf.Read(kept.Supposed)));
        long[] unnamed = [.. all.SelectMany(k => k.WhatIf.Deals.Keys).Where(id => id > 0 && !view.Names.ContainsKey(id)).Distinct()];
        var names = unnamed.Length == 0 ? [] : await db.Opportunities.Where(o => EF.Parameter(unnamed).Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, cancel);
        return [.. all.Select(k =>
        {
            var (kept, whatIf) = k;
            return new WhatIfNow(kept, whatIf.Words(id => names.GetValueOrDefault(id) ?? view.NameOf(id)), view.Basis.Chance(view.Said.Quota, whatIf.Of(view.Basis.Outlook)), whatIf.Deals.Keys.Count(id => !open.Contains(id)));
        })];
    }

    /// <summary>Keeps what is supposed.</summary>
    /// <exception cref="RefusedException">It cannot be kept: it has no name, says nothing, or there are enough of them.</exception>
    public async Task Keep(ForecastView view, WhatIf whatIf, WhatIfInput input, CancellationToken cancel)
    {
        var name = TypedText.OrNull(input.Name);
        Refuse.Unless(name is null || !await Of(view.Now).AnyAsync(k => k.Name == name, cancel), Refusal.Invalid, "You keep another one of this name. Call this one something else.", nameof(WhatIfInput.Name));
        Refuse.Unless(await Of(view.Now).CountAsync(cancel) < Most, Refusal.Invalid, $"You keep {Most} of this forecast already. Let go of one that serves no more.");
        var (reader, today) = (me.Id, await company.Today(cancel));
        var now = Fiscal.Month.Of(today);
        db.WhatIfs.RemoveRange((await db.WhatIfs.Where(k => k.PersonId == reader && k.First < now).ToListAsync(cancel)).Where(k => k.First.Plus(k.Length) <= now)); // Of months that are over nothing is to be supposed.
        db.WhatIfs.Add(KeptWhatIf.Make(reader, view.Now, input.Name, whatIf.Supposed, today, view.Basis.Chance(view.Said.Quota, whatIf.Of(view.Basis.Outlook))));
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Lets go of one of the reader's own; of one that is gone already, too.</summary>
    public async Task LetGo(long id, CancellationToken cancel)
    {
        db.WhatIfs.RemoveRange(await db.WhatIfs.Where(k => k.Id == id && k.PersonId == me.Id).ToListAsync(cancel));
        await db.SaveChangesAsync(cancel);
    }

    private IQueryable<KeptWhatIf> Of(KeptForecast of)
    {
        var (reader, subject, id, first, length, measure) = (me.Id, of.Subject, of.SubjectId, of.First, of.Length, of.Measure);
        return db.WhatIfs.Where(k => k.PersonId == reader && k.Subject == subject && k.SubjectId == id && k.First == first && k.Length == length && k.Measure == measure);
    }
}
