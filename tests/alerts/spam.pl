#!/usr/bin/perl
# SPDX-License-Identifier: GPL-3.0-or-later
# What SpamAssassin gives each message file without the network: "score file rules", one a line.
use strict;
use warnings;
use Mail::SpamAssassin;

my $assassin = Mail::SpamAssassin->new({local_tests_only => 1, dont_copy_prefs => 1});
for my $file (@ARGV) {
    open(my $in, '<', $file) or die "$file: $!";
    my $message = $assassin->parse([<$in>]);
    my $status = $assassin->check($message);
    printf "%.1f %s %s\n", $status->get_score(), $file, $status->get_names_of_tests_hit();
    $status->finish();
    $message->finish();
}
