using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Plumbline.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Book : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Accounts_MergedIntoId",
                table: "Accounts");

            migrationBuilder.DropIndex(
                name: "IX_Accounts_OwnerId",
                table: "Accounts");

            migrationBuilder.AddColumn<string>(
                name: "OpenName",
                table: "Opportunities",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "FoldedName",
                table: "Contacts",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "FromSecondWord",
                table: "Contacts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "FromThirdWord",
                table: "Contacts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Revision",
                table: "Contacts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "FoldedName",
                table: "Accounts",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "FromSecondWord",
                table: "Accounts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "FromThirdWord",
                table: "Accounts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "AccountContacts",
                columns: table => new
                {
                    AccountId = table.Column<long>(type: "INTEGER", nullable: false),
                    Last = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccountContacts", x => x.AccountId);
                });

            migrationBuilder.CreateTable(
                name: "AccountPipelines",
                columns: table => new
                {
                    AccountId = table.Column<long>(type: "INTEGER", nullable: false),
                    OpenCount = table.Column<int>(type: "INTEGER", nullable: false),
                    OpenAmount = table.Column<long>(type: "INTEGER", precision: 18, scale: 4, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccountPipelines", x => x.AccountId);
                });

            migrationBuilder.CreateTable(
                name: "AccountYears",
                columns: table => new
                {
                    Year = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    AccountId = table.Column<long>(type: "INTEGER", nullable: false),
                    Revenue = table.Column<long>(type: "INTEGER", precision: 18, scale: 4, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccountYears", x => new { x.Year, x.AccountId });
                });

            migrationBuilder.CreateTable(
                name: "Comments",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    SubjectId = table.Column<long>(type: "INTEGER", nullable: false),
                    Path = table.Column<string>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    PersonId = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    EditedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DeletedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Comments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Comments_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "MutedKinds",
                columns: table => new
                {
                    PersonId = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MutedKinds", x => new { x.PersonId, x.Kind });
                    table.ForeignKey(
                        name: "FK_MutedKinds_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Notifications",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PersonId = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ById = table.Column<long>(type: "INTEGER", nullable: true),
                    About = table.Column<string>(type: "TEXT", nullable: false),
                    Excerpt = table.Column<string>(type: "TEXT", nullable: true),
                    Href = table.Column<string>(type: "TEXT", nullable: false),
                    ReadAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Notifications", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Notifications_People_ById",
                        column: x => x.ById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_Notifications_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SavedViews",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PersonId = table.Column<long>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Query = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SavedViews", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SavedViews_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CommentWords",
                columns: table => new
                {
                    Word = table.Column<string>(type: "TEXT", nullable: false),
                    CommentId = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CommentWords", x => new { x.Word, x.CommentId });
                    table.ForeignKey(
                        name: "FK_CommentWords_Comments_CommentId",
                        column: x => x.CommentId,
                        principalTable: "Comments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Opportunities_OpenName",
                table: "Opportunities",
                column: "OpenName",
                filter: "\"OpenName\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Contacts_FoldedName",
                table: "Contacts",
                column: "FoldedName");

            migrationBuilder.CreateIndex(
                name: "IX_Contacts_FromSecondWord",
                table: "Contacts",
                column: "FromSecondWord");

            migrationBuilder.CreateIndex(
                name: "IX_Contacts_FromThirdWord",
                table: "Contacts",
                column: "FromThirdWord");

            migrationBuilder.CreateIndex(
                name: "IX_Accounts_FoldedName",
                table: "Accounts",
                column: "FoldedName");

            migrationBuilder.CreateIndex(
                name: "IX_Accounts_FromSecondWord",
                table: "Accounts",
                column: "FromSecondWord");

            migrationBuilder.CreateIndex(
                name: "IX_Accounts_FromThirdWord",
                table: "Accounts",
                column: "FromThirdWord");

            migrationBuilder.CreateIndex(
                name: "IX_Accounts_Industry_FoldedName",
                table: "Accounts",
                columns: new[] { "Industry", "FoldedName" });

            migrationBuilder.CreateIndex(
                name: "IX_Accounts_MergedIntoId",
                table: "Accounts",
                column: "MergedIntoId",
                filter: "\"MergedIntoId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Accounts_OwnerId_FoldedName",
                table: "Accounts",
                columns: new[] { "OwnerId", "FoldedName" });

            migrationBuilder.CreateIndex(
                name: "IX_Accounts_Region_FoldedName",
                table: "Accounts",
                columns: new[] { "Region", "FoldedName" });

            migrationBuilder.CreateIndex(
                name: "IX_AccountContacts_Last_AccountId",
                table: "AccountContacts",
                columns: new[] { "Last", "AccountId" });

            migrationBuilder.CreateIndex(
                name: "IX_AccountPipelines_OpenAmount_AccountId",
                table: "AccountPipelines",
                columns: new[] { "OpenAmount", "AccountId" });

            migrationBuilder.CreateIndex(
                name: "IX_AccountYears_Year_Revenue_AccountId",
                table: "AccountYears",
                columns: new[] { "Year", "Revenue", "AccountId" });

            migrationBuilder.CreateIndex(
                name: "IX_Comments_Kind_SubjectId_Path_Id",
                table: "Comments",
                columns: new[] { "Kind", "SubjectId", "Path", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Comments_PersonId_Key",
                table: "Comments",
                columns: new[] { "PersonId", "Key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CommentWords_CommentId",
                table: "CommentWords",
                column: "CommentId");

            migrationBuilder.CreateIndex(
                name: "IX_Notifications_ById",
                table: "Notifications",
                column: "ById");

            migrationBuilder.CreateIndex(
                name: "IX_Notifications_PersonId_Id",
                table: "Notifications",
                columns: new[] { "PersonId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Notifications_PersonId_ReadAt",
                table: "Notifications",
                columns: new[] { "PersonId", "ReadAt" });

            migrationBuilder.CreateIndex(
                name: "IX_SavedViews_PersonId_Name",
                table: "SavedViews",
                columns: new[] { "PersonId", "Name" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AccountContacts");

            migrationBuilder.DropTable(
                name: "AccountPipelines");

            migrationBuilder.DropTable(
                name: "AccountYears");

            migrationBuilder.DropTable(
                name: "CommentWords");

            migrationBuilder.DropTable(
                name: "MutedKinds");

            migrationBuilder.DropTable(
                name: "Notifications");

            migrationBuilder.DropTable(
                name: "SavedViews");

            migrationBuilder.DropTable(
                name: "Comments");

            migrationBuilder.DropIndex(
                name: "IX_Opportunities_OpenName",
                table: "Opportunities");

            migrationBuilder.DropIndex(
                name: "IX_Contacts_FoldedName",
                table: "Contacts");

            migrationBuilder.DropIndex(
                name: "IX_Contacts_FromSecondWord",
                table: "Contacts");

            migrationBuilder.DropIndex(
                name: "IX_Contacts_FromThirdWord",
                table: "Contacts");

            migrationBuilder.DropIndex(
                name: "IX_Accounts_FoldedName",
                table: "Accounts");

            migrationBuilder.DropIndex(
                name: "IX_Accounts_FromSecondWord",
                table: "Accounts");

            migrationBuilder.DropIndex(
                name: "IX_Accounts_FromThirdWord",
                table: "Accounts");

            migrationBuilder.DropIndex(
                name: "IX_Accounts_Industry_FoldedName",
                table: "Accounts");

            migrationBuilder.DropIndex(
                name: "IX_Accounts_MergedIntoId",
                table: "Accounts");

            migrationBuilder.DropIndex(
                name: "IX_Accounts_OwnerId_FoldedName",
                table: "Accounts");

            migrationBuilder.DropIndex(
                name: "IX_Accounts_Region_FoldedName",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "OpenName",
                table: "Opportunities");

            migrationBuilder.DropColumn(
                name: "FoldedName",
                table: "Contacts");

            migrationBuilder.DropColumn(
                name: "FromSecondWord",
                table: "Contacts");

            migrationBuilder.DropColumn(
                name: "FromThirdWord",
                table: "Contacts");

            migrationBuilder.DropColumn(
                name: "Revision",
                table: "Contacts");

            migrationBuilder.DropColumn(
                name: "FoldedName",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "FromSecondWord",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "FromThirdWord",
                table: "Accounts");

            migrationBuilder.CreateIndex(
                name: "IX_Accounts_MergedIntoId",
                table: "Accounts",
                column: "MergedIntoId");

            migrationBuilder.CreateIndex(
                name: "IX_Accounts_OwnerId",
                table: "Accounts",
                column: "OwnerId");
        }
    }
}
