using System.CommandLine;
using Npgsql;
using Plumbline.Storage;

namespace Plumbline.CommandLine;

/// <summary>The options of every verb that say where the company's data is.</summary>
internal static class DataOptions
{
    public static Option<string?> Folder { get; } = new("--data") { Description = "The folder of the company's data. Default: PLUMBLINE_DATA, else a folder of the user's.", HelpName = "DIR", Recursive = true };

    public static Option<string?> Database { get; } = new("--database") { Description = "A PostgreSQL connection string, instead of a SQLite file in the folder. Default: PLUMBLINE_DATABASE.", HelpName = "CONNECTION", Recursive = true };

    /// <summary>The option where given, else the settings (environment variables PLUMBLINE_*, then plumbline.json in the working folder), else the default.</summary>
    public static DataLocation Location(ParseResult parsed)
    {
        var settings = Settings.Read();
        var database = parsed.GetValue(Database) ?? settings["Database"];
        Refuse.Unless(database is null || IsConnection(database), Refusal.Invalid, "The PostgreSQL connection string cannot be read. Write it as in \"Host=localhost;Database=plumbline;Username=plumbline;Password=...\".");
        return new(Path.GetFullPath(parsed.GetValue(Folder) ?? settings["Data"] ?? DataLocation.DefaultFolder), database);
    }

    private static bool IsConnection(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text).Host is not null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            return false; // What is wrong is not told: it may hold the password.
        }
    }
}
