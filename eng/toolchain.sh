# Sourced by ./plumbline and ./test, which say where the root is.

missing() {
    printf '%s\n' "$@" >&2
    exit 1
}

# Stops with a clear message where the tools to build with are missing.
require_toolchain() {
    if ! command -v dotnet >/dev/null; then
        missing "Missing: the .NET SDK 10. Install the package dotnet-sdk-10.0, or get it from Microsoft's .NET download page."
    elif ! (cd "$root" && dotnet --version) >/dev/null 2>&1; then
        local wanted
        wanted=$(sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' "$root/global.json")
        missing "Missing: the .NET SDK $wanted or a later 10.0, which global.json asks for. Installed:" "$(dotnet --list-sdks)"
    fi

    local node
    node=$(node --version 2>/dev/null || true)
    if ! [[ $node =~ ^v([0-9]+) ]] || ((BASH_REMATCH[1] < 20)) || ! command -v npm >/dev/null; then
        missing "Missing: Node.js 20 or later with npm, to build the pages' styles and scripts. Found: ${node:-none}."
    fi
}

# Runs a command quietly: what it says is kept in the log, and shown only where it fails.
quietly() {
    local log=$1
    shift
    mkdir -p "$(dirname "$log")"
    "$@" >"$log" 2>&1 </dev/null || {
        local code=$?
        cat "$log" >&2
        return $code
    }
}

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
# A build worker that outlives the build would hold on to the output of whoever started us.
export MSBUILDDISABLENODEREUSE=1
