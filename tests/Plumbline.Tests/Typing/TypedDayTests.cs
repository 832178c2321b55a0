using System.Globalization;
using FsCheck.Xunit;

namespace Plumbline.Typing;

public class TypedDayTests
{
    private static readonly DateOnly _near = new(2027, 1, 15);

    [Theory]
    [InlineData("2026-11-24", "2026-11-24")]
    [InlineData("2026/11/24", "2026-11-24")]
    [InlineData("24 Nov 2026", "2026-11-24")]
    [InlineData("24 Nov", "2026-11-24")]
    [InlineData("3 Feb", "2027-02-03")]
    [InlineData("Tue 24 Nov", "2026-11-24")]
    [InlineData("Tuesday, 24th November 2026", "2026-11-24")]
    [InlineData("Nov 24, 2026", "2026-11-24")]
    [InlineData("24-Nov-26", "2026-11-24")]
    [InlineData("24.11.2026", "2026-11-24")]
    [InlineData("3.4.2027", "2027-04-03")]
    [InlineData("24.11.", "2026-11-24")]
    [InlineData("24.11.26", "2026-11-24")]
    [InlineData("11/24/2026", "2026-11-24")]
    [InlineData("24/11/2026", "2026-11-24")]
    [InlineData("4/4/2027", "2027-04-04")]
    [InlineData("24/11", "2026-11-24")]
    [InlineData("29 Feb", "2028-02-29")]
    [InlineData("1 August 2027", "2027-08-01")]
    public void A_day_is_read_as_people_type_it(string typed, string day)
    {
        Assert.True(TypedDay.TryRead(typed, _near, out var read, out var problem), problem);
        Assert.Equal(day, read.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("3/4/2027")]
    [InlineData("03-04-2027")]
    [InlineData("3/4")]
    public void What_could_be_two_days_is_asked(string typed)
    {
        Assert.False(TypedDay.TryRead(typed, _near, out _, out var problem));
        Assert.Contains("two different days", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("soon")]
    [InlineData("31 Jun 2027")]
    [InlineData("2027-02-29")]
    [InlineData("32.1.2027")]
    [InlineData("24")]
    [InlineData("13/13/2027")]
    [InlineData("0 Nov")]
    public void What_is_no_day_is_not_read_as_one(string? typed)
    {
        Assert.False(TypedDay.TryRead(typed, _near, out _, out var problem));
        Assert.Contains("not a day that can be read", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("24 Nov")]
    [InlineData("24.11.")]
    [InlineData("24/11")]
    public void Where_no_day_is_near_the_year_must_be_given(string typed)
    {
        var refused = Assert.Throws<RefusedException>(() => TypedDay.Read(typed, "Joined"));
        Assert.Equal((Refusal.Invalid, "Joined"), (refused.Refusal, refused.Field));
        Assert.Equal(new DateOnly(2026, 11, 24), TypedDay.Required($"{typed.TrimEnd('.')}{(typed.Contains('/', StringComparison.Ordinal) ? "/" : typed.Contains('.', StringComparison.Ordinal) ? "." : " ")}2026", "Joined"));
    }

    [Fact]
    public void Nothing_typed_is_no_day()
    {
        Assert.Null(TypedDay.Read(" ", "Left"));
        Assert.Throws<RefusedException>(() => TypedDay.Required("", "From"));
        Assert.Equal("", TypedDay.Show(null));
    }

    [Property]
    public void A_day_in_a_field_is_read_as_the_same(int number)
    {
        var day = new DateOnly(2027, 1, 1).AddDays(number % 10_000);
        Assert.Equal(day, TypedDay.Required(TypedDay.Show(day), "From"));
    }

    [Property]
    public void A_day_as_shown_is_read_as_the_same(int number)
    {
        var day = new DateOnly(2027, 1, 1).AddDays(number % 10_000);
        Assert.True(TypedDay.TryRead(day.ToString("ddd d MMM yyyy", CultureInfo.InvariantCulture), _near, out var read, out var problem), problem);
        Assert.Equal(day, read);
    }
}
