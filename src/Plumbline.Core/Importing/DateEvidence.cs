using System.Globalization;

namespace Plumbline.Importing;

/// <summary>What the dates of a column say about the order of day and month.</summary>
public sealed class DateEvidence
{
    private const int FirstSerial = 20_000;
    private const int LastSerial = 80_000;
    private int _serials;
    private int _others;
    private int _notFirstIfDay;
    private int _notFirstIfMonth;

    /// <summary>Dates that can only have the day first.</summary>
    public int DayFirst { get; private set; }

    /// <summary>Dates that can only have the month first.</summary>
    public int MonthFirst { get; private set; }

    /// <summary>Dates that are a different day either way.</summary>
    public int Either { get; private set; }

    /// <summary>The order by which all of them are the first day of a month, where only one is; null where that does not tell.</summary>
    public DateOrder? OrderOfFirsts => _notFirstIfDay == 0 == (_notFirstIfMonth == 0) ? null : _notFirstIfDay == 0 ? DateOrder.DayFirst : DateOrder.MonthFirst;

    /// <summary>A date for the question: one that reads either way, else one that does not fit the others.</summary>
    public string? Example { get; private set; }

    /// <summary>Whether all are numbers of days as a workbook counts them, from 1954 to 2119: a sheet that was written out without the format of its dates.</summary>
    public bool AreSerials => _serials > 0 && _others == 0;

    /// <summary>Takes one more date into account.</summary>
    public void Observe(ReadOnlySpan<char> text)
    {
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var serial) && serial is >= FirstSerial and <= LastSerial)
        {
            _serials++;
            return;
        }

        _others += text.IsEmpty ? 0 : 1;
        if (text.Length < 6 || (char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[1]) && char.IsAsciiDigit(text[2]) && char.IsAsciiDigit(text[3])))
        {
            return; // nothing, or the year stands first
        }

        if (DateText.OrderOf(text) is not { } order)
        {
            return;
        }

        _notFirstIfDay += DateText.TryParse(text, DateOrder.DayFirst, out var byDay) && byDay.Day == 1 ? 0 : 1;
        _notFirstIfMonth += DateText.TryParse(text, DateOrder.MonthFirst, out var byMonth) && byMonth.Day == 1 ? 0 : 1;
        DayFirst += order is (true, false) ? 1 : 0;
        MonthFirst += order is (false, true) ? 1 : 0;
        if (order is (true, true))
        {
            Either++;
            Example ??= text.Trim().ToString();
        }
        else if (DayFirst > 0 && MonthFirst > 0)
        {
            Example ??= text.Trim().ToString();
        }
    }
}
