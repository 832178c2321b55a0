using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plumbline.Accounts;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Storage;
using Plumbline.Typing;
using Plumbline.Ui;

#pragma warning disable CA1304, CA1311, CA1862 // Said in SQL, by the database's rules for letters; SQLite folds A to Z only, so other letters must be written as in the name.

namespace Plumbline.Plans;

/// <summary>A name that can be chosen while a plan is written.</summary>
internal sealed record NameProposal(long Id, string Label, string? Detail);

/// <summary>
/// Tells which account, contact, product, activity type or colleague a plan's line means by the name that stands in it, so that names that are typed, pasted or chosen from a list come to the same.
/// </summary>
internal sealed class PlanNames(PlumblineDb db, CurrentPerson me, AccountNames accounts, TimeProvider clock)
{
    private const int MostProposed = 8;
    private const int MostAsked = 20;
    private const int MostAlike = 500;
    private const int Ends = 4;

    private static readonly (string Section, string Name, string Reference)[] _pairs =
    [
        ("forecast", "client", "account"), ("forecast", "product", "product-id"), ("forecast", "opportunity", "opportunity-id"), ("named", "client", "account"), ("named", "product", "product-id"), ("named", "owner", "owner-id"), ("activities", "type", "type-id"),
        ("contacts", "name", "contact"), ("contacts", "owner", "owner-id"), ("whitespace", "product", "product-id"), ("tactics", "owner", "owner-id"), ("steps", "opportunity", "opportunity-id"),
    ];

    /// <summary>
    /// The edits, and with each name that is typed the number of what it means: the one chosen with it, else the only one of that name, else none. A number is no field of its own:
    /// it goes with its name, and meets nobody's edit by itself. An activity goal that is typed over is no longer derived from the quota. To which row another
    /// belongs comes last: until something is written in it, it is no row.
    /// </summary>
    public async Task<IReadOnlyList<PlanEdit>> Complete(PlanContent content, long salespersonId, IReadOnlyList<PlanEdit> edits, CancellationToken cancel)
    {
        var complete = edits.Where(e => Pair(e.Path, p => p.Reference) is null).ToList();
        foreach (var (section, name, reference) in _pairs.Where(p => content.Form.Find(p.Section) is not null))
        {
            var typed = complete.Where(e => e.Path.StartsWith($"{section}.", StringComparison.Ordinal) && e.Path.EndsWith($".{name}", StringComparison.Ordinal) && e.Path.Split('.').Length == 3).ToList();
            var known = (await Named(content, salespersonId, reference, [.. typed.SelectMany(e => new[] { e.Typed.Trim(), e.Typed.Trim().ToLowerInvariant() })], cancel)).ToLookup(k => k.Label.ToLowerInvariant(), k => k.Id);
            foreach (var edit in typed)
            {
                var path = $"{section}.{edit.Path.Split('.')[1]}.{reference}";
                var meant = known[edit.Typed.Trim().ToLowerInvariant()].Select(id => id.ToString(CultureInfo.InvariantCulture)).ToList();
                var now = PlanLines.Read(content, path);
                var chosen = edits.LastOrDefault(e => e.Path == path)?.Typed ?? now;
                complete.Add(new(path, now, meant.Contains(chosen) ? chosen : meant is [var only] ? only : ""));
            }
        }

        complete.AddRange(complete
            .Where(e => e.Path.StartsWith("activities.", StringComparison.Ordinal) && (e.Path.EndsWith(".per-week", StringComparison.Ordinal) || e.Path.EndsWith(".per-month", StringComparison.Ordinal)))
            .Select(e => $"activities.{e.Path.Split('.')[1]}.derived").Distinct()
            .Select(path => (Path: path, Now: PlanLines.Read(content, path))).Where(d => d.Now != "")
            .Select(d => new PlanEdit(d.Path, d.Now, "")).ToList());
        return [.. complete.OrderBy(e => PlanPlace.TryFind(content, e.Path)?.Field.Kind == PlanFieldKind.Row)];
    }

    /// <summary>
    /// Accounts with a word that begins with the text, or products, colleagues, contacts of an account and open opportunities of an account or a salesperson whose name holds it; those whose name begins with it first.
    /// </summary>
    public async Task<IReadOnlyList<NameProposal>> Propose(string of, string text, long? account, long? salesperson, CancellationToken cancel)
    {
        var part = text.Trim().ToLowerInvariant();
        if (part == "")
        {
            return [];
        }

        if (of == "account")
        {
            return [.. (await accounts.Propose(text, cancel)).Select(a => new NameProposal(a.Id, a.Label, a.Detail))];
        }

        if (of == "person")
        {
            return [.. (await Colleagues(cancel)).Where(p => p.Name.Contains(part, StringComparison.OrdinalIgnoreCase)).OrderBy(p => !p.Name.StartsWith(part, StringComparison.OrdinalIgnoreCase)).Take(MostProposed).Select(p => new NameProposal(p.Id, p.Name, p.Title))];
        }

        if (of == "opportunity")
        {
            // Several may be called the same: what they may bring and when tells them apart.
            var open = await OpenOf(account, salesperson).Where(o => o.Name.ToLower().Contains(part)).OrderBy(o => !o.Name.ToLower().StartsWith(part)).ThenBy(o => o.Name).ThenBy(o => o.Id).Take(MostProposed)
                .Select(o => new { o.Id, o.Name, o.Amount, o.ExpectedClose }).ToListAsync(cancel);
            return [.. open.Select(o => new NameProposal(o.Id, o.Name, string.Join(", ", new[] { o.Amount is { } amount ? Figures.Whole(amount) : null, o.ExpectedClose is { } day ? $"expected {Figures.Day(day)}" : null }.OfType<string>())))];
        }

        var names = of switch
        {
            "contact" => ContactsOf(account).Select(c => new { c.Id, c.Name, Detail = c.Title }),
            "product" => db.Products.Where(p => p.MergedIntoId == null && p.IsSold).Select(p => new { p.Id, p.Name, Detail = p.Family }),
            _ => throw RefusedException.NotFound("list"),
        };
        var found = await names.Where(n => n.Name.ToLower().Contains(part)).OrderBy(n => !n.Name.ToLower().StartsWith(part)).ThenBy(n => n.Name).ThenBy(n => n.Id).Take(MostProposed).ToListAsync(cancel);
        return [.. found.Select(n => new NameProposal(n.Id, n.Name, n.Detail))];
    }

    /// <summary>By name: the account that is called the same, or so nearly the same that it may be meant. The first twenty names are looked up, so that a long list of prospects costs no more.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Like(IReadOnlySet<string> names, CancellationToken cancel)
    {
        string[] asked = [.. names.Order(StringComparer.Ordinal).Take(MostAsked)];
        if (asked.Length == 0)
        {
            return new Dictionary<string, string>();
        }

        // A slip leaves the beginning or the end of a name as it is, so that the accounts need not all be read.
        string[] spelt = [.. asked, .. asked.Select(n => n.ToLowerInvariant())];
        string[] heads = [.. spelt.Select(n => n[..Math.Min(Ends, n.Length)])];
        string[] tails = [.. spelt.Select(n => n[^Math.Min(Ends, n.Length)..])];
        var near = await db.Accounts
            .Where(a => a.MergedIntoId == null && (EF.Parameter(heads).Contains(a.Name.ToLower().Substring(0, Ends)) || EF.Parameter(tails).Contains(a.Name.ToLower().Substring(a.Name.Length - Ends))))
            .OrderBy(a => a.Name).Select(a => a.Name).Take(MostAlike).ToListAsync(cancel);
        return (from name in asked
                let like = near.Find(n => NameLikeness.Key(n) == NameLikeness.Key(name)) ?? near.Find(n => NameLikeness.AreClose(n, name))
                where like is not null
                select KeyValuePair.Create(name, like)).ToDictionary();
    }

    private static string? Pair(string path, Func<(string Section, string Name, string Reference), string> part) =>
        path.Split('.') is [var section, _, var field] && _pairs.Any(p => p.Section == section && part(p) == field) ? field : null;

    /// <summary>What is open with an account, whoever works it; what a salesperson works where no account is given.</summary>
    private IQueryable<Opportunity> OpenOf(long? account, long? salespersonId)
    {
        var open = db.Opportunities.Where(o => o.State == OpportunityState.Open);
        var current = Current(account);
        return account is null ? open.Where(o => o.SalespersonId == salespersonId) : open.Where(o => current.Contains(o.AccountId));
    }

    /// <summary>The account, or the one that it went into since.</summary>
    private IQueryable<long?> Current(long? account) => db.Accounts.Where(a => a.Id == account).Select(a => a.MergedIntoId ?? (long?)a.Id);

    private async Task<IEnumerable<Person>> Colleagues(CancellationToken cancel) => (await me.Colleagues(cancel)).Working(clock.GetUtcNow());

    /// <summary>Whom we know at the account.</summary>
    private IQueryable<Contact> ContactsOf(long? account)
    {
        var current = Current(account);
        return db.Contacts.Where(c => current.Contains(c.AccountId));
    }

    private async Task<IReadOnlyList<NameProposal>> Named(PlanContent content, long salespersonId, string reference, string[] names, CancellationToken cancel) =>
        names.Length == 0 ? []
        : reference switch
        {
            "owner-id" => [.. (await Colleagues(cancel)).Where(p => names.Contains(p.Name, StringComparer.OrdinalIgnoreCase)).Select(p => new NameProposal(p.Id, p.Name, null))],
            "contact" => content is not AccountPlanContent { AccountId: var account } ? []
                : await ContactsOf(account).Where(c => EF.Parameter(names).Contains(c.Name) || EF.Parameter(names).Contains(c.Name.ToLower())).Select(c => new NameProposal(c.Id, c.Name, null)).ToListAsync(cancel),
            "opportunity-id" => await OpenOf((content as AccountPlanContent)?.AccountId, salespersonId).Where(o => EF.Parameter(names).Contains(o.Name) || EF.Parameter(names).Contains(o.Name.ToLower())).Select(o => new NameProposal(o.Id, o.Name, null)).ToListAsync(cancel),
            "account" => await db.Accounts.Where(a => a.MergedIntoId == null && (EF.Parameter(names).Contains(a.Name) || EF.Parameter(names).Contains(a.Name.ToLower()))).Select(a => new NameProposal(a.Id, a.Name, null)).ToListAsync(cancel),
            "product-id" => await db.Products.Where(p => p.MergedIntoId == null && (EF.Parameter(names).Contains(p.Name) || EF.Parameter(names).Contains(p.Name.ToLower()))).Select(p => new NameProposal(p.Id, p.Name, null)).ToListAsync(cancel),
            _ => await db.ActivityTypes.Where(t => (EF.Parameter(names).Contains(t.Name) || EF.Parameter(names).Contains(t.Name.ToLower()))).Select(t => new NameProposal(t.Id, t.Name, null)).ToListAsync(cancel),
        };
}
