namespace Plumbline.Forecasting;

public sealed class PeriodSoFarTests
{
    [Fact]
    public void Nothing_is_different_until_something_was() => Assert.Equal(1, new PeriodSoFar().FactorOf(1));

    [Fact]
    public void A_good_beginning_of_all_raises_everyone_and_ones_own_more()
    {
        var soFar = new PeriodSoFar();
        for (var person = 1; person <= 10; person++)
        {
            soFar.Add(person, expected: 5, came: person == 1 ? 12 : 8);
        }

        Assert.InRange(soFar.FactorOf(2), 1.2, 1.7);
        Assert.True(soFar.FactorOf(1) > soFar.FactorOf(2));
        Assert.True(soFar.FactorOf(99) > 1, "The common part holds for whoever had no week yet.");
    }

    [Fact]
    public void As_many_as_expected_changes_nothing()
    {
        var soFar = new PeriodSoFar();
        soFar.Add(1, 4, 4);
        soFar.Add(2, 6, 6);

        Assert.Equal(1, soFar.FactorOf(1), 1e-12);
    }
}
