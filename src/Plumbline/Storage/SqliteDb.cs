using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Plumbline.Storage;

/// <summary>One file: the default. Money is kept as whole ten-thousandths, which SQLite adds up exactly.</summary>
internal sealed class SqliteDb(DbContextOptions<SqliteDb> options) : PlumblineDb(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<decimal>().HaveConversion<MoneyConverter>();
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
    }

    private sealed class MoneyConverter() : ValueConverter<decimal, long>(amount => (long)decimal.Round(amount * 10_000), stored => stored / 10_000m);

    private sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTime>(instant => instant.UtcDateTime, utc => new DateTimeOffset(utc, TimeSpan.Zero));
}
