using Plumbline.People;

namespace Plumbline.Ui;

/// <summary>Which places each role has, and which of them a phone shows at once.</summary>
public sealed class NavigationTests
{
    [Theory]
    [InlineData(Roles.Salesperson, "Today, My plan, Accounts, Pipeline")]
    [InlineData(Roles.Manager, "Today, Team, My plan, Accounts")]
    [InlineData(Roles.Leadership, "Today, Outlook, Accounts, Pipeline")]
    public void What_a_role_uses_most_stands_first(Roles roles, string first) => Assert.Equal(first, string.Join(", ", Navigation.For(roles).Take(4).Select(item => item.Words)));

    [Theory]
    [InlineData(Roles.Salesperson, false)]
    [InlineData(Roles.Manager, true)]
    [InlineData(Roles.Leadership, false)]
    public void Managers_find_products_which_leadership_has_in_the_outlook(Roles roles, bool isThere) => Assert.Equal(isThere, Navigation.For(roles).Any(item => item.Href == "outlook/products"));

    [Theory]
    [InlineData(Roles.Salesperson)]
    [InlineData(Roles.Manager)]
    [InlineData(Roles.Leadership)]
    public void Forecast_and_signals_have_a_place(Roles roles) => Assert.Equal(["Forecast", "Signals"], Navigation.For(roles).Select(item => item.Words).Where(words => words is "Forecast" or "Signals"));
}
