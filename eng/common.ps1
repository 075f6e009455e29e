# What run.ps1 and test.ps1 share. Dot-sourced; works in PowerShell 7 and in Windows PowerShell 5.1.

$root = Split-Path -Parent $PSScriptRoot
$onWindows = $env:OS -eq 'Windows_NT'

function Say([string] $text) { [Console]::Error.WriteLine($text) }
function Stop-With([string] $text) { Say $text; exit 1 }
function Test-Program([string] $name) { $null -ne (Get-Command $name -CommandType Application -ErrorAction Ignore) }

# macOS and Linux: the bash script is the one that is kept; this one only passes its arguments on.
function Invoke-Bash([string] $script, $arguments) {
  if (-not (Test-Program bash)) { Stop-With "./$script needs bash" }
  $arguments = @($arguments | ForEach-Object { $_ -join ',' })
  & bash (Join-Path $root $script) @arguments
  exit $LASTEXITCODE
}

function Assert-Dotnet {
  if (-not (Test-Program dotnet)) { Stop-With 'the .NET SDK 10 is not on PATH: winget install Microsoft.DotNet.SDK.10, or https://dotnet.microsoft.com/download' }
  Push-Location $root
  try { $null = & dotnet --version 2>&1 } finally { Pop-Location }
  if ($LASTEXITCODE -ne 0) { Stop-With 'the .NET SDK 10 is needed (global.json): winget install Microsoft.DotNet.SDK.10' }
  $env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
  $env:DOTNET_NOLOGO = '1'
}

# Debian's client packages say 'docker' without a daemon: it counts when it answers.
function Test-ContainerRuntime {
  foreach ($program in 'docker', 'podman') {
    if (Test-Program $program) {
      $null = & $program ps --quiet 2>&1
      if ($LASTEXITCODE -eq 0) { return $true }
    }
  }
  return $false
}

# Whether Aspire's packages can be restored; found out once, then read from .ws (docs/decisions/0002).
function Select-Packages {
  if (-not $env:UseStandIns) {
    $answer = Join-Path $root '.ws/use-stand-ins'
    if (-not (Test-Path $answer)) {
      Say "looking for Aspire's packages on this machine's feeds (once)"
      $null = [IO.Directory]::CreateDirectory((Join-Path $root '.ws'))
      $null = & dotnet restore (Join-Path $root 'eng/probe/Probe.csproj') --force 2>&1
      [IO.File]::WriteAllText($answer, $(if ($LASTEXITCODE -eq 0) { 'false' } else { 'true' }))
    }
    $env:UseStandIns = [IO.File]::ReadAllText($answer).Trim()
  }
  if ($env:UseStandIns -eq 'true') {
    Say 'Aspire: its packages could not be restored (to try again: remove .ws/use-stand-ins)'
    Stop-With 'The stand-ins for them start MySQL as a local process, which they do on Linux and macOS only. In WSL (wsl --install), run: ./run'
  }
  Say 'Aspire: packages'
}
