using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Mailing;

/// <summary>What a person wants by mail, as typed.</summary>
public sealed class MailInput
{
    /// <summary>What was chosen when the form was drawn, as <see cref="Words"/> has it.</summary>
    public string? Seen { get; set; }

    /// <summary>All that is chosen, in a line.</summary>
    public string Words => $"{Digest} {Day} {Hour} {Reminders} {ReminderHour} {Outlook ?? "yes"}"; // Who does not lead is not asked.

    /// <summary>Whether the digest is wanted.</summary>
    public bool Digest { get; set; }

    /// <summary>Its day, by its English name.</summary>
    public string? Day { get; set; }

    /// <summary>Its hour, 0 to 23.</summary>
    public string? Hour { get; set; }

    /// <summary>Whether reminders are wanted.</summary>
    public bool Reminders { get; set; }

    /// <summary>Their hour, 0 to 23.</summary>
    public string? ReminderHour { get; set; }

    /// <summary>Whether the monthly outlook is wanted; null where it is not asked for, as of those who do not lead.</summary>
    public string? Outlook { get; set; }

    /// <summary>The revision that was read.</summary>
    public int Revision { get; set; }

    internal static MailInput Of(MailChoice choice, Company company) => new()
    {
        Digest = choice.Digest,
        Day = (choice.DigestDay ?? company.FirstDayOfWeek).ToString(),
        Hour = choice.DigestHour.ToString(CultureInfo.InvariantCulture),
        Reminders = choice.Reminders,
        ReminderHour = choice.ReminderHour.ToString(CultureInfo.InvariantCulture),
        Outlook = choice.Outlook ? "yes" : "no",
        Revision = choice.Revision,
    };

    /// <summary>Puts what was typed into the choice, or refuses.</summary>
    internal void PutInto(MailChoice choice)
    {
        choice.ChooseDigest(Digest, Enum.TryParse<DayOfWeek>(Day, out var day) ? day : null, Read(Hour));
        choice.ChooseReminders(Reminders, Read(ReminderHour));
        if (Outlook is not null)
        {
            choice.ChooseOutlook(Outlook == "yes");
        }
    }

    private static int? Read(string? hour) => int.TryParse(hour, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : null;
}

/// <summary>What the person who asks wants by mail.</summary>
internal sealed class OwnMail(PlumblineDb db, CurrentPerson me, OurCompany company)
{
    /// <summary>What holds for them.</summary>
    public async Task<MailInput> Read(CancellationToken cancel)
    {
        var input = MailInput.Of(await db.MailChoices.AsNoTracking().SingleOrDefaultAsync(c => c.PersonId == me.Id, cancel) ?? new(me.Id), await company.Load(cancel));
        input.Seen = input.Words;
        return input;
    }

    /// <summary>Saves what they typed; refuses where another window saved since it was read.</summary>
    public async Task Choose(MailInput input, CancellationToken cancel)
    {
        var kept = await db.MailChoices.SingleOrDefaultAsync(c => c.PersonId == me.Id, cancel);
        if (input.Words == input.Seen)
        {
            return; // Saved with something else on the page: nothing was chosen, and what another window or a link in a mail chose meanwhile stays.
        }

        Refuse.Stale("what you get by mail", input.Revision, kept?.Revision ?? 0);
        input.PutInto(kept ?? db.Add(new MailChoice(me.Id)).Entity);
        if (!await db.SaveUnlessThere(() => db.SaveChangesAsync(cancel), () => db.MailChoices.AnyAsync(c => c.PersonId == me.Id, cancel)))
        {
            Refuse.Stale("what you get by mail", input.Revision, input.Revision + 1); // Another window was faster with the first choice.
        }
    }
}
