using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Plumbline.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class CommitmentsAndMeetings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Commitments",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Source = table.Column<string>(type: "text", nullable: false),
                    PersonId = table.Column<long>(type: "bigint", nullable: false),
                    ToId = table.Column<long>(type: "bigint", nullable: true),
                    AccountId = table.Column<long>(type: "bigint", nullable: true),
                    OpportunityId = table.Column<long>(type: "bigint", nullable: true),
                    What = table.Column<string>(type: "text", nullable: false),
                    PromisedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    Due = table.Column<DateOnly>(type: "date", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    AskedBy = table.Column<long>(type: "bigint", nullable: true),
                    EndedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Outcome = table.Column<string>(type: "text", nullable: true),
                    MissReason = table.Column<string>(type: "text", nullable: true),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Commitments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Commitments_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Commitments_Opportunities_OpportunityId",
                        column: x => x.OpportunityId,
                        principalTable: "Opportunities",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_Commitments_People_AskedBy",
                        column: x => x.AskedBy,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Commitments_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Commitments_People_ToId",
                        column: x => x.ToId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "TeamMeetings",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    TeamId = table.Column<long>(type: "bigint", nullable: false),
                    Week = table.Column<DateOnly>(type: "date", nullable: false),
                    BegunBy = table.Column<long>(type: "bigint", nullable: false),
                    BegunAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    EndedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Notes = table.Column<string>(type: "text", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TeamMeetings", x => x.Id);
                    table.ForeignKey(
                        name: "FK_TeamMeetings_People_BegunBy",
                        column: x => x.BegunBy,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_TeamMeetings_Teams_TeamId",
                        column: x => x.TeamId,
                        principalTable: "Teams",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Renegotiations",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    On = table.Column<DateOnly>(type: "date", nullable: false),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    To = table.Column<DateOnly>(type: "date", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: false),
                    CommitmentId = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Renegotiations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Renegotiations_Commitments_CommitmentId",
                        column: x => x.CommitmentId,
                        principalTable: "Commitments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "WeekRatings",
                columns: table => new
                {
                    MeetingId = table.Column<long>(type: "bigint", nullable: false),
                    PersonId = table.Column<long>(type: "bigint", nullable: false),
                    Score = table.Column<int>(type: "integer", nullable: false),
                    Words = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WeekRatings", x => new { x.MeetingId, x.PersonId });
                    table.ForeignKey(
                        name: "FK_WeekRatings_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_WeekRatings_TeamMeetings_MeetingId",
                        column: x => x.MeetingId,
                        principalTable: "TeamMeetings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Commitments_AccountId",
                table: "Commitments",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_Commitments_AskedBy",
                table: "Commitments",
                column: "AskedBy");

            migrationBuilder.CreateIndex(
                name: "IX_Commitments_Due",
                table: "Commitments",
                column: "Due");

            migrationBuilder.CreateIndex(
                name: "IX_Commitments_OpportunityId",
                table: "Commitments",
                column: "OpportunityId");

            migrationBuilder.CreateIndex(
                name: "IX_Commitments_PersonId_Due",
                table: "Commitments",
                columns: new[] { "PersonId", "Due" });

            migrationBuilder.CreateIndex(
                name: "IX_Commitments_Source",
                table: "Commitments",
                column: "Source",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Commitments_ToId",
                table: "Commitments",
                column: "ToId");

            migrationBuilder.CreateIndex(
                name: "IX_Renegotiations_CommitmentId",
                table: "Renegotiations",
                column: "CommitmentId");

            migrationBuilder.CreateIndex(
                name: "IX_TeamMeetings_BegunBy",
                table: "TeamMeetings",
                column: "BegunBy");

            migrationBuilder.CreateIndex(
                name: "IX_TeamMeetings_TeamId_Week",
                table: "TeamMeetings",
                columns: new[] { "TeamId", "Week" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WeekRatings_PersonId",
                table: "WeekRatings",
                column: "PersonId");

            // What is open in all, which is looked at from now backwards: see Counting.Now.
            migrationBuilder.Sql("""
                INSERT INTO "PipelineMonths" ("Month", "SalespersonId", "OpenCount", "OpenAmount")
                SELECT DATE '9000-01-01', "SalespersonId", SUM("OpenCount"), SUM("OpenAmount") FROM "PipelineMonths" GROUP BY "SalespersonId" HAVING SUM("OpenCount") <> 0 OR SUM("OpenAmount") <> 0;
                INSERT INTO "ItemMonths" ("Kind", "Month", "ItemId", "Revenue", "NewRevenue", "Margin", "UnknownMarginRevenue", "Bookings", "Won", "Lost", "OpenCount", "OpenAmount")
                SELECT "Kind", DATE '9000-01-01', "ItemId", 0, 0, 0, 0, 0, 0, 0, SUM("OpenCount"), SUM("OpenAmount") FROM "ItemMonths" GROUP BY "Kind", "ItemId" HAVING SUM("OpenCount") <> 0 OR SUM("OpenAmount") <> 0;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                DELETE FROM "PipelineMonths" WHERE "Month" = DATE '9000-01-01';
                DELETE FROM "ItemMonths" WHERE "Month" = DATE '9000-01-01';
                """);

            migrationBuilder.DropTable(
                name: "Renegotiations");

            migrationBuilder.DropTable(
                name: "WeekRatings");

            migrationBuilder.DropTable(
                name: "Commitments");

            migrationBuilder.DropTable(
                name: "TeamMeetings");
        }
    }
}
