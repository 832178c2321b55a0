using System.Globalization;

namespace Plumbline.Bench;

/// <summary>A made file of opportunities as a CRM would export them: 1,000 salespeople, 20,000 accounts, 40 products, 24 months; half of it closed.</summary>
internal static class OpportunityFile
{
    public const string Header = "Opportunity ID,Opportunity Name,Account Name,Opportunity Owner,Product,Stage,Amount,Probability (%),Created Date,Expected Close Date,Close Date,Status";

    public static void Write(string path, int rows)
    {
        var chance = new Random(17);
        var first = new DateOnly(2024, 12, 1);
        using var file = new StreamWriter(path);
        file.WriteLine(Header);
        for (var row = 0; row < rows; row++)
        {
            var opened = first.AddDays(chance.Next(700));
            var closes = opened.AddDays(10 + chance.Next(120));
            var isClosed = closes < first.AddDays(720) && chance.Next(10) < 8;
            var isWon = isClosed && chance.Next(10) < 4;
            var (stage, status) = isWon ? ("Closed Won", "Won") : isClosed ? ("Closed Lost", "Lost") : (chance.Next(3) switch { 0 => "Qualify", 1 => "Develop", _ => "Propose" }, "Open");
            file.Write(string.Create(CultureInfo.InvariantCulture, $"006{(uint)chance.Next():x8}{row:x7},Renewal and extension {row},Account {chance.Next(20_000):00000},Salesperson {chance.Next(1_000):0000},Product {chance.Next(40):00},"));
            file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{stage},{500 + chance.Next(90_000)}.{chance.Next(100):00},{(isWon ? 100 : isClosed ? 0 : 40)},{opened:yyyy-MM-dd},{closes:yyyy-MM-dd},{(isClosed ? closes.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "")},{status}"));
        }
    }
}
