using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Plumbline.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class NextQuarterByOdds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Its number was a part of the pipeline that is needed, and is a chance now: what was said of the one tells nothing of the other.
            migrationBuilder.Sql("""UPDATE "SignalPolicies" SET "Limit" = NULL WHERE "Rule" = 'pipeline-ahead'""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // What was said before cannot be told any more.
        }
    }
}
