namespace Plumbline.Commitments;

public class ActivitiesPromisedTests
{
    [Theory]
    [InlineData("3 visits to Kestrel", "Visit", 3)]
    [InlineData("Visit Kestrel", "Visit", 1)]
    [InlineData("visits at the fair", "Visit", 1)]
    [InlineData("Prepare and hold two Demos", "Demo", 2)]
    [InlineData("Make 10 calls and 3 visits", "Visit", 3)]
    [InlineData("Make 10 calls and 3 visits", "Call", 10)]
    [InlineData("2 site surveys", "Site survey", 2)]
    [InlineData("One visit", "Visits", 1)]
    [InlineData("4 Vorfuhrungen", "Vorführungen", 4)]
    [InlineData("Visitors' list to Kestrel", "Visit", 0)]
    [InlineData("Recall the offer", "Call", 0)]
    [InlineData("Survey the site", "Site survey", 0)]
    [InlineData("Plan the 2027 visit", "Visit", 1)]
    [InlineData("0 visits", "Visit", 1)]
    [InlineData("Send the offer", "Visit", 0)]
    [InlineData("Site", "Site survey", 0)]
    public void Words_tell_of_activities_by_the_types_name_and_the_number_before_it(string what, string type, int promised) => Assert.Equal(promised, ActivitiesPromised.In(what, type));
}
