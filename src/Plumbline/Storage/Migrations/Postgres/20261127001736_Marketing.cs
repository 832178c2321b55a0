using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Plumbline.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Marketing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "MarketingPrograms",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Key = table.Column<string>(type: "text", nullable: false),
                    Terms = table.Column<string>(type: "text", nullable: false),
                    IsRetired = table.Column<bool>(type: "boolean", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MarketingPrograms", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "MarketingProgramVersions",
                columns: table => new
                {
                    Number = table.Column<int>(type: "integer", nullable: false),
                    ProgramId = table.Column<long>(type: "bigint", nullable: false),
                    Terms = table.Column<string>(type: "text", nullable: false),
                    By = table.Column<long>(type: "bigint", nullable: false),
                    On = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MarketingProgramVersions", x => new { x.ProgramId, x.Number });
                    table.ForeignKey(
                        name: "FK_MarketingProgramVersions_MarketingPrograms_ProgramId",
                        column: x => x.ProgramId,
                        principalTable: "MarketingPrograms",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_MarketingProgramVersions_People_By",
                        column: x => x.By,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ProgramFunds",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ProgramId = table.Column<long>(type: "bigint", nullable: false),
                    Earned = table.Column<string>(type: "text", nullable: false),
                    Amount = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    UsableFrom = table.Column<DateOnly>(type: "date", nullable: false),
                    UsableUntil = table.Column<DateOnly>(type: "date", nullable: false),
                    ClaimBy = table.Column<DateOnly>(type: "date", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProgramFunds", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ProgramFunds_MarketingPrograms_ProgramId",
                        column: x => x.ProgramId,
                        principalTable: "MarketingPrograms",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "LocalActivities",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Source = table.Column<string>(type: "text", nullable: false),
                    Outline = table.Column<string>(type: "text", nullable: false),
                    First = table.Column<DateOnly>(type: "date", nullable: false),
                    Last = table.Column<DateOnly>(type: "date", nullable: false),
                    OwnerId = table.Column<long>(type: "bigint", nullable: false),
                    ProgramId = table.Column<long>(type: "bigint", nullable: true),
                    Terms = table.Column<string>(type: "text", nullable: true),
                    FundId = table.Column<long>(type: "bigint", nullable: true),
                    ClaimBy = table.Column<DateOnly>(type: "date", nullable: true),
                    Stage = table.Column<int>(type: "integer", nullable: false),
                    Approved = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    Spent = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    Claimed = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    Paid = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    Revision = table.Column<int>(type: "integer", nullable: false),
                    Checks = table.Column<string>(type: "text", nullable: false),
                    Proof = table.Column<string>(type: "text", nullable: false),
                    Steps = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LocalActivities", x => x.Id);
                    table.ForeignKey(
                        name: "FK_LocalActivities_MarketingPrograms_ProgramId",
                        column: x => x.ProgramId,
                        principalTable: "MarketingPrograms",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_LocalActivities_People_OwnerId",
                        column: x => x.OwnerId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_LocalActivities_ProgramFunds_FundId",
                        column: x => x.FundId,
                        principalTable: "ProgramFunds",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_LocalActivities_First",
                table: "LocalActivities",
                column: "First");

            migrationBuilder.CreateIndex(
                name: "IX_LocalActivities_FundId",
                table: "LocalActivities",
                column: "FundId");

            migrationBuilder.CreateIndex(
                name: "IX_LocalActivities_OwnerId",
                table: "LocalActivities",
                column: "OwnerId");

            migrationBuilder.CreateIndex(
                name: "IX_LocalActivities_ProgramId",
                table: "LocalActivities",
                column: "ProgramId");

            migrationBuilder.CreateIndex(
                name: "IX_LocalActivities_Source",
                table: "LocalActivities",
                column: "Source",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LocalActivities_Stage_ClaimBy",
                table: "LocalActivities",
                columns: new[] { "Stage", "ClaimBy" });

            migrationBuilder.CreateIndex(
                name: "IX_MarketingPrograms_Key",
                table: "MarketingPrograms",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_MarketingProgramVersions_By",
                table: "MarketingProgramVersions",
                column: "By");

            migrationBuilder.CreateIndex(
                name: "IX_ProgramFunds_ClaimBy",
                table: "ProgramFunds",
                column: "ClaimBy");

            migrationBuilder.CreateIndex(
                name: "IX_ProgramFunds_ProgramId",
                table: "ProgramFunds",
                column: "ProgramId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "LocalActivities");

            migrationBuilder.DropTable(
                name: "MarketingProgramVersions");

            migrationBuilder.DropTable(
                name: "ProgramFunds");

            migrationBuilder.DropTable(
                name: "MarketingPrograms");
        }
    }
}
