using System.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;

namespace Plumbline.Presentations;

/// <summary>What calendar programs read (RFC 5545): invitations and feeds are written by the same hand.</summary>
internal static class CalendarText
{
    /// <summary>Writes events as a calendar.</summary>
    /// <param name="method">What a program is to do with it (RFC 5546): REQUEST, CANCEL, or PUBLISH.</param>
    /// <param name="events">What is in it.</param>
    public static string Write(string method, IEnumerable<CalendarEvent> events)
    {
        var calendar = new Calendar { ProductId = "-//Plumbline//Plumbline//EN", Method = method };
        calendar.Events.AddRange(events);
        return new CalendarSerializer().SerializeToString(calendar) ?? throw new InvalidOperationException("A calendar was written as nothing.");
    }

    /// <summary>An instant, in UTC: what it is on the wall is for each program to say.</summary>
    public static CalDateTime At(DateTimeOffset instant) => new(instant.UtcDateTime, "UTC");

    /// <summary>Puts what was typed on one line: breaks and other characters that are not seen become spaces, so that they begin no line of a mail's head or a calendar.</summary>
    public static string OneLine(string typed)
    {
        var seen = new StringBuilder(typed.Length);
        foreach (var letter in typed)
        {
            seen.Append(char.IsControl(letter) || letter is '\u2028' or '\u2029' ? ' ' : letter);
        }

        return string.Join(' ', seen.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>A name beside an address: the format has no way to write a quotation mark there.</summary>
    public static string Name(string name) => OneLine(name).Replace('"', '\'');
}
