# SPDX-License-Identifier: GPL-3.0-or-later
"""The scenarios of the law that concern the diff and its effects (2 to 15), on real editions of the corpus."""
import subprocess
import sys
import unittest

import blackbox

CORPUS = blackbox.ROOT.parent / "shared/corpus"


class Scenarios(unittest.TestCase):
    @unittest.skipUnless(CORPUS.exists(), "no corpus beside the project")
    def test_each_reads_as_a_lawyer_would_tell_it(self):
        blackbox.require_binary()
        done = subprocess.run([sys.executable, str(blackbox.ROOT / "tests/accuracy/diff_scenarios.py"), "--binary", str(blackbox.program.binary()),
                               "--corpus", str(CORPUS), "--sources", str(blackbox.ROOT / "sources")],
                              capture_output=True, text=True, timeout=280)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertGreater(done.stdout.count("ok "), 30, done.stdout)


if __name__ == "__main__":
    unittest.main()
