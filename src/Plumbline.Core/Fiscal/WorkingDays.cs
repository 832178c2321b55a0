namespace Plumbline.Fiscal;

/// <summary>Working days, Monday to Friday. Public holidays differ by place and are not taken out.</summary>
public static class WorkingDays
{
    /// <summary>The working days from <paramref name="first"/> to <paramref name="last"/>, both counted; 0 where the run is empty.</summary>
    public static int Between(DateOnly first, DateOnly last)
    {
        if (last < first)
        {
            return 0;
        }

        var days = last.DayNumber - first.DayNumber + 1;
        var (weeks, rest) = Math.DivRem(days, 7);
        var count = weeks * 5;
        for (var i = 0; i < rest; i++)
        {
            count += first.AddDays(i).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0 : 1;
        }

        return count;
    }

    /// <summary>The share of the period's working days gone at the end of <paramref name="today"/>, from 0 to 1.</summary>
    public static decimal ShareGone(Period period, DateOnly today)
    {
        var all = Between(period.FirstDay, period.LastDay);
        var gone = Between(period.FirstDay, today < period.LastDay ? today : period.LastDay);
        return all == 0 ? 0 : (decimal)gone / all;
    }
}
