using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Plumbline.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class WordsOfOpportunities : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Opportunities_OpenName",
                table: "Opportunities");

            // What stands in it is written anew, with all words, when the process starts: see CatchingUp.
            migrationBuilder.RenameColumn(
                name: "OpenName",
                table: "Opportunities",
                newName: "ThirdWord");

            migrationBuilder.AddColumn<bool>(
                name: "IsStateOurs",
                table: "Stages",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "FifthWord",
                table: "Opportunities",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "FoldedName",
                table: "Opportunities",
                type: "text",
                nullable: false,
                defaultValue: "",
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "FourthWord",
                table: "Opportunities",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "SecondWord",
                table: "Opportunities",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "SixthWord",
                table: "Opportunities",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.CreateTable(
                name: "PlanCommentWords",
                columns: table => new
                {
                    Word = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    PlanId = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PlanCommentWords", x => new { x.Word, x.PlanId });
                    table.ForeignKey(
                        name: "FK_PlanCommentWords_Plans_PlanId",
                        column: x => x.PlanId,
                        principalTable: "Plans",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Opportunities_Open_FifthWord",
                table: "Opportunities",
                column: "FifthWord",
                filter: "\"State\" = 0 AND \"FifthWord\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Opportunities_Open_FoldedName",
                table: "Opportunities",
                column: "FoldedName",
                filter: "\"State\" = 0 AND \"FoldedName\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Opportunities_Open_FourthWord",
                table: "Opportunities",
                column: "FourthWord",
                filter: "\"State\" = 0 AND \"FourthWord\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Opportunities_Open_SecondWord",
                table: "Opportunities",
                column: "SecondWord",
                filter: "\"State\" = 0 AND \"SecondWord\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Opportunities_Open_SixthWord",
                table: "Opportunities",
                column: "SixthWord",
                filter: "\"State\" = 0 AND \"SixthWord\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Opportunities_Open_ThirdWord",
                table: "Opportunities",
                column: "ThirdWord",
                filter: "\"State\" = 0 AND \"ThirdWord\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Opportunities_Over_FifthWord",
                table: "Opportunities",
                column: "FifthWord",
                filter: "\"State\" <> 0 AND \"FifthWord\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Opportunities_Over_FoldedName",
                table: "Opportunities",
                column: "FoldedName",
                filter: "\"State\" <> 0 AND \"FoldedName\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Opportunities_Over_FourthWord",
                table: "Opportunities",
                column: "FourthWord",
                filter: "\"State\" <> 0 AND \"FourthWord\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Opportunities_Over_SecondWord",
                table: "Opportunities",
                column: "SecondWord",
                filter: "\"State\" <> 0 AND \"SecondWord\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Opportunities_Over_SixthWord",
                table: "Opportunities",
                column: "SixthWord",
                filter: "\"State\" <> 0 AND \"SixthWord\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Opportunities_Over_ThirdWord",
                table: "Opportunities",
                column: "ThirdWord",
                filter: "\"State\" <> 0 AND \"ThirdWord\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_PlanCommentWords_PlanId",
                table: "PlanCommentWords",
                column: "PlanId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PlanCommentWords");

            migrationBuilder.DropIndex(
                name: "IX_Opportunities_Open_FifthWord",
                table: "Opportunities");

            migrationBuilder.DropIndex(
                name: "IX_Opportunities_Open_FoldedName",
                table: "Opportunities");

            migrationBuilder.DropIndex(
                name: "IX_Opportunities_Open_FourthWord",
                table: "Opportunities");

            migrationBuilder.DropIndex(
                name: "IX_Opportunities_Open_SecondWord",
                table: "Opportunities");

            migrationBuilder.DropIndex(
                name: "IX_Opportunities_Open_SixthWord",
                table: "Opportunities");

            migrationBuilder.DropIndex(
                name: "IX_Opportunities_Open_ThirdWord",
                table: "Opportunities");

            migrationBuilder.DropIndex(
                name: "IX_Opportunities_Over_FifthWord",
                table: "Opportunities");

            migrationBuilder.DropIndex(
                name: "IX_Opportunities_Over_FoldedName",
                table: "Opportunities");

            migrationBuilder.DropIndex(
                name: "IX_Opportunities_Over_FourthWord",
                table: "Opportunities");

            migrationBuilder.DropIndex(
                name: "IX_Opportunities_Over_SecondWord",
                table: "Opportunities");

            migrationBuilder.DropIndex(
                name: "IX_Opportunities_Over_SixthWord",
                table: "Opportunities");

            migrationBuilder.DropIndex(
                name: "IX_Opportunities_Over_ThirdWord",
                table: "Opportunities");

            migrationBuilder.DropColumn(
                name: "IsStateOurs",
                table: "Stages");

            migrationBuilder.DropColumn(
                name: "FifthWord",
                table: "Opportunities");

            migrationBuilder.DropColumn(
                name: "FoldedName",
                table: "Opportunities");

            migrationBuilder.DropColumn(
                name: "FourthWord",
                table: "Opportunities");

            migrationBuilder.DropColumn(
                name: "SecondWord",
                table: "Opportunities");

            migrationBuilder.DropColumn(
                name: "SixthWord",
                table: "Opportunities");

            migrationBuilder.RenameColumn(
                name: "ThirdWord",
                table: "Opportunities",
                newName: "OpenName");

            migrationBuilder.CreateIndex(
                name: "IX_Opportunities_OpenName",
                table: "Opportunities",
                column: "OpenName",
                filter: "\"OpenName\" IS NOT NULL");
        }
    }
}
