# Builds everything and runs every check and test: what ./test does. usage: ./test.ps1 --help
. "$PSScriptRoot/eng/common.ps1"

if (-not $onWindows) { Invoke-Bash 'test' $args }

# The tests start a database of their own and break it, with the means of Linux.
if (-not (Test-Program wsl)) { Stop-With 'the tests run in WSL on Windows: wsl --install, then ./test.ps1 again' }
& wsl --cd $root -- ./test @args
exit $LASTEXITCODE
