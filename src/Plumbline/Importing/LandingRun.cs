using Microsoft.EntityFrameworkCore;
using Plumbline.Accounts;
using Plumbline.Companies;
using Plumbline.People;
using Plumbline.Products;
using Plumbline.Scoring;
using Plumbline.Storage;
using Plumbline.Typing;

namespace Plumbline.Importing;

/// <summary>What the files of one import share while they land: who and what is known, what was learned, and the counting.</summary>
internal sealed class LandingRun
{
    private readonly CountingContext _before;
    private readonly Dictionary<(long Person, string Team, string System), int> _teamsNamed = [];
    private CountingContext? _settled;
    private Counting? _counting;

    private LandingRun(PlumblineDb db, BulkWriter bulk, Import import, LandingOptions options, Company company, CountingContext before, DateOnly today)
    {
        (Db, Bulk, Import, Options, Company, _before, Today) = (db, bulk, import, options, company, before, today);
        Changes = new(bulk, import.Id);
        Teams = new(bulk, Changes);
        People = new(bulk, Changes);
        Memberships = new(bulk, Changes);
        Products = new(bulk, Changes);
        Accounts = new(bulk, Changes);
        TeamNames = new(FactKind.Team, import.Id);
        PersonNames = new(FactKind.Person, import.Id);
        ProductNames = new(FactKind.Product, import.Id);
        AccountNames = new(FactKind.Account, import.Id);
        Money = new(this);
    }

    public PlumblineDb Db { get; }

    public BulkWriter Bulk { get; }

    public Import Import { get; }

    public LandingOptions Options { get; }

    /// <summary>The company, tracked: a change to it is saved at the end.</summary>
    public Company Company { get; }

    /// <summary>The day of the import in the company's time zone.</summary>
    public DateOnly Today { get; }

    public ChangeLog Changes { get; }

    public Shelf<Team> Teams { get; }

    public Shelf<Person> People { get; }

    public Shelf<TeamMembership> Memberships { get; }

    public Shelf<Product> Products { get; }

    public Shelf<Account> Accounts { get; }

    public KnownRecords TeamNames { get; }

    public KnownRecords PersonNames { get; }

    public KnownRecords ProductNames { get; }

    public KnownRecords AccountNames { get; }

    public CurrencyRule Money { get; }

    /// <summary>People whose targets changed.</summary>
    public HashSet<long> QuotasConcerned { get; } = [];

    /// <summary>Opportunities with a next step that ended, or are worked by another or for another account now: what was promised follows.</summary>
    public HashSet<long> PromisesConcerned { get; } = [];

    /// <summary>Opportunities that a file of this import says have ended: an earlier state of them in another one undoes that not.</summary>
    public HashSet<long> EndedHere { get; } = [];

    /// <summary>Of when the state is that these files told last of opportunities, where they say so.</summary>
    public Dictionary<long, DateTimeOffset> AsOf { get; } = [];

    /// <summary>The names of people who were added because a file names them.</summary>
    public SortedSet<string> PeopleAddedByName { get; } = new(StringComparer.Ordinal);

    /// <summary>How many people are in a team now since their records name it.</summary>
    public int PeopleInTeams { get; private set; }

    /// <summary>Whether the company's results now come from elsewhere, so that all is to be counted anew.</summary>
    public bool CountsAnew { get; set; }

    /// <summary>The counting of what lands; people, teams and products have landed before.</summary>
    public Counting Counting => _counting ?? throw new InvalidOperationException("People and products have not landed yet.");

    public static async Task<LandingRun> Begin(PlumblineDb db, BulkWriter bulk, Import import, LandingOptions options, CancellationToken cancel)
    {
        var company = await db.Companies.SingleAsync(cancel);
        var run = new LandingRun(db, bulk, import, options, company, await CountingContext.Load(db, cancel), CompanyClock.Of(company).DayOf(import.At));
        await run.LoadKnown(cancel);
        return run;
    }

    /// <summary>The person a file means; one who is named and not known is added, without a sign-in.</summary>
    public long? PersonOf(string system, Reference reference, Roles roles)
    {
        if (reference.IsEmpty)
        {
            return null;
        }

        if (PersonNames.Find(system, reference) is { } known)
        {
            return known;
        }

        // A column for ids in which names stand.
        if (reference is { Name: null, Id: { } text } && text.Contains(' ', StringComparison.Ordinal) && PersonNames.Find(system, new Reference(null, text)) is { } named)
        {
            return named;
        }

        // An address such as anna.meyer@… is how some files call who is Anna Meyer in others; of whom another address is known, that is somebody else.
        if (reference.Name is { } address && address.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && PersonNames.Find(system, reference with { Name = address[..at].Replace('.', ' ').Replace('_', ' ') }) is { } addressed && People[addressed].Email is null)
        {
            return addressed;
        }

        var written = TypedText.OrNull(reference.Name) ?? reference.Id!;
        var name = NameLikeness.InOrder(written);
        var id = AddPerson(new() { Name = name, Roles = roles, ImportId = Import.Id });
        if (name != written)
        {
            PersonNames.LearnName(written, id);
        }

        PersonNames.Learn(system, reference.Id, null, id, Match.Own);
        PeopleAddedByName.Add(name);
        return id;
    }

    /// <summary>Lets a person be known by their address, too, as some files call them.</summary>
    public void KnowAddress(Person person)
    {
        if (person.Email is { Length: > 0 } address)
        {
            PersonNames.Add(person.Id, address);
        }
    }

    public long AddPerson(Person person)
    {
        var id = People.Add(person);
        PersonNames.Add(id, person.Name);
        return id;
    }

    /// <summary>Sees to it that whoever is credited counts as a salesperson, where this import added them.</summary>
    public void Credit(long personId)
    {
        var person = People[personId];
        if (person.ImportId == Import.Id && !person.Roles.HasFlag(Roles.Salesperson))
        {
            People.Touch(personId);
            person.Roles |= Roles.Salesperson;
        }
    }

    /// <summary>Takes down the team that a record names beside its salesperson: it is where those are whom this import added, and who are in none by a file of people.</summary>
    public void NameTeam(string system, long person, string? team)
    {
        if (TypedText.OrNull(team) is { } name && People[person].ImportId == Import.Id)
        {
            _teamsNamed[(person, name, system)] = _teamsNamed.GetValueOrDefault((person, name, system)) + 1;
        }
    }

    /// <summary>Puts each into the team that is named most.</summary>
    private void FillTeams()
    {
        var inTeams = Memberships.All.Values.Select(m => m.PersonId).ToHashSet();
        foreach (var person in _teamsNamed.Where(n => !inTeams.Contains(n.Key.Person)).GroupBy(n => n.Key.Person, n => (n.Key.Team, n.Key.System, Times: n.Value)).OrderBy(g => g.Key))
        {
            var (name, system, _) = person.OrderByDescending(n => n.Times).ThenBy(n => n.Team, StringComparer.Ordinal).First();
            Memberships.Add(new() { PersonId = person.Key, TeamId = TeamOf(system, new(null, name))!.Value, ImportId = Import.Id });
            PeopleInTeams++;
        }
    }

    /// <summary>The team a file means; one that is named and not known is added. Null where it is known by an id only that is not here.</summary>
    public long? TeamOf(string system, Reference reference)
    {
        if (TeamNames.Find(system, reference) is { } known)
        {
            return known;
        }

        if (TypedText.OrNull(reference.Name) is not { } name)
        {
            return null;
        }

        var id = Teams.Add(new() { Name = name, ImportId = Import.Id });
        TeamNames.Add(id, name);
        TeamNames.Learn(system, reference.Id, null, id, Match.Own);
        return id;
    }

    /// <summary>The product a file means; one that is named and not known is added. Null where it is known by an id only that is not here.</summary>
    public long? ProductOf(string system, Reference reference)
    {
        if (ProductNames.Find(system, reference) is { } known)
        {
            return known;
        }

        return TypedText.OrNull(reference.Name) is { } name
            ? AddProduct(new() { Name = name, System = TypedText.OrNull(reference.Id) is null ? null : system, ExternalId = TypedText.OrNull(reference.Id), ImportId = Import.Id })
            : null;
    }

    public long AddProduct(Product product)
    {
        var id = Products.Add(product);
        ProductNames.Add(id, product.Name, product.System, product.ExternalId);
        return id;
    }

    /// <summary>The account a file means; one that is named and not known is added. Null where it is known by an id only that is not here.</summary>
    public long? AccountOf(string system, Reference reference)
    {
        if (AccountNames.Find(system, reference) is { } known)
        {
            return known;
        }

        return TypedText.OrNull(reference.Name) is { } name
            ? AddAccount(new() { Name = name, System = TypedText.OrNull(reference.Id) is null ? null : system, ExternalId = TypedText.OrNull(reference.Id), ImportId = Import.Id })
            : null;
    }

    public long AddAccount(Account account)
    {
        var id = Accounts.Add(account);
        AccountNames.Add(id, account.Name, account.System, account.ExternalId);
        return id;
    }

    /// <summary>Writes people, teams, products and accounts as far as they are known now: facts that refer to them can follow.</summary>
    public void Flush()
    {
        People.Flush();
        Teams.Flush();
        Memberships.Flush();
        Products.Flush();
        Accounts.Flush();
        Changes.Flush();
        PersonNames.Flush(Bulk);
        TeamNames.Flush(Bulk);
        ProductNames.Flush(Bulk);
        AccountNames.Flush(Bulk);
    }

    /// <summary>After people and products, before facts: brings what was counted before in line with who is where and what leaves how much now.</summary>
    public async Task Settle(CancellationToken cancel)
    {
        Flush();
        await Recounting.Follow(Db, Bulk, _before, cancel);
        var now = new CountingContext(Company.BookingsFrom, Company.FiscalYear, [.. People.All.Values], [.. Memberships.All.Values], await Db.Absences.AsNoTracking().ToListAsync(cancel), Products.All);
        QuotasConcerned.UnionWith(now.QuotasChanged(_before));
        (_settled, _counting) = (now, now.NewCounting());
    }

    /// <summary>Adds what landed to the summaries.</summary>
    public async Task Finish(CancellationToken cancel)
    {
        FillTeams();
        Flush();
        await Db.SaveChangesAsync(cancel);
        if (CountsAnew)
        {
            await Recounting.Whole(Db, Bulk, cancel);
        }
        else
        {
            SummaryWriter.Apply(Bulk, Counting.Counted);
            if (PeopleInTeams > 0)
            {
                await Recounting.Follow(Db, Bulk, _settled!, cancel); // They were counted as in none.
            }
        }

        await FactsChanged.Note(Db, FactsChanged.AllOfThem, cancel);
    }

    private async Task LoadKnown(CancellationToken cancel)
    {
        Teams.Load(await Db.Teams.AsNoTracking().OrderBy(t => t.Id).ToListAsync(cancel), t => t.Id);
        People.Load(await Db.People.AsNoTracking().OrderBy(p => p.Id).ToListAsync(cancel), p => p.Id);
        Memberships.Load(await Db.TeamMemberships.AsNoTracking().OrderBy(m => m.Id).ToListAsync(cancel), m => m.Id);
        Products.Load(await Db.Products.AsNoTracking().OrderBy(p => p.Id).ToListAsync(cancel), p => p.Id);
        Accounts.Load(await Db.Accounts.AsNoTracking().OrderBy(a => a.Id).ToListAsync(cancel), a => a.Id);
        foreach (var team in Teams.All.Values)
        {
            TeamNames.Add(team.Id, team.Name);
        }

        foreach (var person in People.All.Values)
        {
            PersonNames.Add(person.Id, person.Name);
            KnowAddress(person);
        }

        // Those that stand for themselves first: a name belongs to them rather than to one merged away.
        foreach (var product in Products.All.Values.OrderBy(p => p.MergedIntoId is not null))
        {
            ProductNames.Add(Target(product.Id, id => Products[id].MergedIntoId), product.Name, product.System, product.ExternalId, product.MergedIntoId is not null);
        }

        foreach (var account in Accounts.All.Values.OrderBy(a => a.MergedIntoId is not null))
        {
            AccountNames.Add(Target(account.Id, id => Accounts[id].MergedIntoId), account.Name, account.System, account.ExternalId, account.MergedIntoId is not null);
        }

        foreach (var known in await Db.KnownNames.AsNoTracking().ToListAsync(cancel))
        {
            var (names, isHere) = known.Kind switch
            {
                FactKind.Team => (TeamNames, Teams.All.ContainsKey(known.RecordId)),
                FactKind.Person => (PersonNames, People.All.ContainsKey(known.RecordId)),
                FactKind.Product => (ProductNames, Products.All.ContainsKey(known.RecordId)),
                FactKind.Account => (AccountNames, Accounts.All.ContainsKey(known.RecordId)),
                _ => (TeamNames, false),
            };
            if (isHere || known.Text.StartsWith(KnownRecords.ApartMark, StringComparison.Ordinal))
            {
                names.Add(known);
            }
        }
    }

    private static long Target(long id, Func<long, long?> mergedInto)
    {
        while (mergedInto(id) is { } into)
        {
            id = into;
        }

        return id;
    }
}
