using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Presentations;

/// <summary>Each person's own calendar, which programs read by an address that only the person knows. Who finds the address reads the calendar, so it can be changed and turned off.</summary>
internal sealed class CalendarFeeds(PlumblineDb db, CurrentPerson me, ColleaguesByVersion byVersion, OurCompany company, CalendarReader reader, TimeProvider clock)
{
    public const string Route = "/calendar/{Token}.ics";

    private const int SecretBytes = 32;
    private const int DaysBack = 30;
    private const int DaysAhead = 180;

    /// <summary>Since when the reader's own address is good; null where there is none.</summary>
    public Task<DateTimeOffset?> Since(CancellationToken cancel) => db.Set<CalendarFeed>().Where(f => f.PersonId == me.Id).Select(f => (DateTimeOffset?)f.At).SingleOrDefaultAsync(cancel);

    /// <summary>Makes the reader's address, or another in place of the one there was, which stops.</summary>
    /// <returns>The address within the site. It is kept nowhere.</returns>
    public async Task<string> Make(CancellationToken cancel)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        while (!await db.SaveUnlessThere(() => Save(Hash(secret), cancel), () => db.Set<CalendarFeed>().AnyAsync(f => f.PersonId == me.Id, cancel)))
        {
            // Another window made the first one at the same moment: this one comes after it.
        }

        return $"calendar/{secret}.ics";
    }

    /// <summary>Turns the reader's address off. Once more does no harm.</summary>
    public async Task TurnOff(CancellationToken cancel)
    {
        db.RemoveRange(await db.Set<CalendarFeed>().Where(f => f.PersonId == me.Id).ToListAsync(cancel));
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>The calendar behind a secret; null where it is nobody's, or of somebody who may not sign in any more.</summary>
    /// <param name="secret">What stands in the address. It is hashed before it is looked for, so that how long that takes says nothing about secrets that are good.</param>
    /// <param name="link">Makes an address within the site a whole one.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<string?> Read(string secret, Func<string, string> link, CancellationToken cancel)
    {
        var hash = Hash(secret);
        var now = clock.GetUtcNow();
        if (await db.Set<CalendarFeed>().Where(f => f.Hash == hash).Select(f => (long?)f.PersonId).SingleOrDefaultAsync(cancel) is not { } id
            || await byVersion.Load(db, cancel) is var people && (people.StampOf(id, now) is null || people.Find(id) is not { } person || person.Roles == Roles.None))
        {
            return null;
        }

        var today = await company.Today(cancel);
        var entries = await reader.Read(person, today.AddDays(-DaysBack), today.AddDays(DaysAhead), cancel);
        return CalendarText.Write(CalendarMethods.Publish, entries.Select(e => Event(e, now, link)));
    }

    private async Task Save(string hash, CancellationToken cancel)
    {
        if (await db.Set<CalendarFeed>().SingleOrDefaultAsync(f => f.PersonId == me.Id, cancel) is { } kept)
        {
            kept.Renew(hash, clock.GetUtcNow());
        }
        else
        {
            db.Add(new CalendarFeed(me.Id, hash, clock.GetUtcNow()));
        }

        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Of 32 random bytes nothing slower is needed: they cannot be guessed.</summary>
    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private static CalendarEvent Event(CalendarEntry entry, DateTimeOffset now, Func<string, string> link) => new()
    {
        Uid = $"{entry.Key}@plumbline",
        Sequence = entry.Sequence,
        DtStamp = CalendarText.At(now),
        DtStart = entry.Time is { } begins ? CalendarText.At(begins.From) : new CalDateTime(entry.Day),
        DtEnd = entry.Time is { } ends ? CalendarText.At(ends.Until) : new CalDateTime(entry.Day.AddDays(1)),
        Summary = CalendarText.OneLine(entry.Words),
        Location = entry.Place == "" ? null : CalendarText.OneLine(entry.Place),
        Description = link(entry.Href),
        Status = entry.IsCancelled ? EventStatus.Cancelled : EventStatus.Confirmed,
        Transparency = entry.Time is null || entry.IsCancelled ? TransparencyType.Transparent : TransparencyType.Opaque, // A day on which something is due is no day on which one is busy.
    };
}
