# Checking a vote: by its proof code, by the log, by the published files.
box-ask-title = Votre code de preuve
box-ask-hint = Ce sont 16 signes, comme lk76-i6by-dpgp-meau. Les tirets ne comptent pas.
box-ask-send = Vérifier mon vote
box-another = Vérifier un autre vote
box-found-title = Ce vote est dans l’urne
box-found-text = C’est le vote n° { $number } sur { $size }. L’urne a été signée le { $date }.
box-found-phase = Étape : { $phase }
box-waiting-title = Ce vote est reçu
box-waiting-text = Il entrera dans l’urne avant le { $time }. Revenez alors sur cette page.
box-drawn-yes = Ce code est tiré au sort. La personne qui le porte fait partie du groupe.
box-drawn-no = Ce code n’a pas été tiré au sort. Si vous avez changé vos réponses, seul le dernier code compte.
box-opinion-what = Ici, un vote réunit tout ce qu’une personne a dit des phrases.
box-see-log = Voir l’urne
box-proof = Voir la preuve
box-proof-how = Ces lignes relient votre vote à l’empreinte signée. Un autre logiciel peut le vérifier (RFC 9162).
box-proof-leaf = Votre vote, sans son contenu
box-proof-path = Le chemin dans l’urne
box-proof-head = L’empreinte signée

box-proves-title = Ce que cela prouve
box-proves-in = Ce vote a été reçu et il est dans l’urne.
box-proves-kept = Personne ne peut l’ôter ou le changer sans que cela se voie.
box-proves-recount-either = À la fin, on peut tout recompter. Selon le vote, chacun le peut, ou les personnes qui contrôlent.
box-proves-recount-auditors = À la fin, les personnes qui contrôlent peuvent tout recompter.
box-proves-recount-everyone = À la fin, chacun peut recompter avec les fichiers publiés.
box-not-title = Ce que cela ne prouve pas
box-not-content = Ce code ne dit pas ce que vous avez choisi. Personne ne peut le lire avec lui.
box-not-last = Vous pouvez changer d’avis jusqu’à la fin. Le code ne dit pas si ce vote est le dernier.
box-not-secret = Le serveur peut lire les bulletins. Il ne peut pas les ôter ou les changer en cachette.
box-not-people = Sans liste de votants, une personne peut voter depuis plusieurs appareils.
box-not-an-election = C’est une consultation, pas une élection.

box-log-title = L’urne : { $phase }
box-log-lead = Chaque vote entre ici sans son contenu. Toutes les dix minutes, l’urne est signée.
box-log-check = Vérifier un vote
box-heads-title = Les empreintes signées
box-heads-what = Une empreinte résume toute l’urne. Si l’urne était réécrite, une ancienne empreinte le montrerait.
box-heads-none = Il n’y en a pas encore.
box-head-size = { $count ->
    [0] Aucun vote
    [one] Un vote, avec les votes changés.
   *[other] { $count } votes, avec les votes changés.
}
box-head-closing = L’urne est fermée.
box-head-date = Empreinte n° { $number }, le { $date }
box-head-text = Lire l’empreinte
box-observers-title = Observateurs
box-observers-what = Ces personnes ou ces groupes peuvent tout recompter à la fin, sans les noms :
box-observers-none = Aucun observateur n’a encore donné de nom public.
box-sign = Signer le résultat, pour les personnes qui contrôlent
box-watch-title = Surveiller l’urne
box-watch-what = Une association, un journal, une personne élue : chacun peut recevoir chaque empreinte par courriel. Gardez ces courriels.
box-watch-count = { $count ->
    [0] Personne ne surveille encore cette urne.
    [one] Une adresse reçoit les empreintes.
   *[other] { $count } adresses reçoivent les empreintes.
}
box-watch-more = Il en faut deux au moins.
box-watch-do = Recevoir les empreintes
box-files-title = Les fichiers
box-file-log = L’urne entière
box-file-result = Le résultat signé
box-file-lottery = Les 1000 groupes : le sort en prend un
box-file-recount = Le fichier pour recompter
box-file-opened = Les bulletins ouverts, pour les personnes qui contrôlent
box-files-how = Avec le logiciel Tablée, sans réseau, chacun vérifie et recompte :
box-files-how-opinion = Avec le logiciel Tablée, sans réseau, chacun vérifie. Les personnes qui contrôlent recomptent :
box-command-verify = tablee verify urne.json resultat.json recomptage.json
box-command-recount = tablee recount recomptage.json
box-command-audit = tablee audit urne.json resultat.json recomptage.json bulletins.json
box-key-title = La clé
box-key-what = Elle sert à vérifier les signatures. Notez-la avant la fin du vote.

vote-statement-title = Ce que nous déclarons
vote-statement-received = { $count ->
    [0] Aucun vote n’est entré dans l’urne.
    [one] Un vote est entré dans l’urne.
   *[other] { $count } votes sont entrés dans l’urne.
}
vote-statement-replaced = { $count ->
    [one] Un vote ne compte pas : la personne a changé d’avis ensuite.
   *[other] { $count } votes ne comptent pas : les personnes ont changé d’avis ensuite.
}
vote-statement-withdrawn = { $count ->
    [one] Un vote ne compte pas : la personne l’a retiré.
   *[other] { $count } votes ne comptent pas : les personnes les ont retirés.
}
vote-statement-none-removed = Aucun vote n’a été changé ni retiré : tous comptent une fois.
vote-statement-open = Le vote était ouvert, sans liste de votants. Un appareil compte une fois.
vote-statement-channel = { $channel } : { $count ->
    [one] une personne
   *[other] { $count } personnes
}
vote-statement-other-channels = Autres façons, trop petites pour être montrées à part
vote-statement-passes = Chaque appareil et chaque feuille reçoit un seul droit de participer. Sans lui, pas de vote. Droits donnés jusqu’à la fermeture de l’urne :
vote-statement-passes-of = { $channel } : { $count }
vote-statement-passes-together = { $channels }, ensemble : { $count }
vote-statement-passes-all = Toutes les façons ensemble : { $count }
vote-statement-hidden = { $count ->
    [one] Un choix a été caché.
   *[other] { $count } choix ont été cachés.
}
vote-statement-hidden-none = Aucun choix n’a été caché.
vote-statement-hidden-opinion = { $count ->
    [0] Aucune phrase n’a été cachée.
    [one] Une phrase a été cachée.
   *[other] { $count } phrases ont été cachées.
}
vote-statement-rules-opinion = Pas de chiffre sous { $cell } personnes. Pas de groupe sous { $placed }. Un groupe est d’accord à partir de { $percent } %.
vote-statement-method = Façon de voter
vote-statement-no-limit = pas de limite
vote-statement-worst = la pire
vote-statement-money = { $amount } €
vote-statement-frozen = Les règles n’ont plus changé depuis le { $date }.
vote-statement-closed = Le vote a fermé le { $date }.
vote-statement-withheld-few = Les bulletins ne sont pas publiés : { $ballots } bulletins, c’est trop peu pour rester caché.
vote-statement-withheld-alone = Les bulletins ne sont pas publiés : { $alone } sur { $ballots } sont uniques. Un bulletin unique peut trahir une personne.
vote-statement-withheld-sheets = Les votes de chaque personne ne sont pas publiés : réunis, ils peuvent la trahir.
vote-statement-withheld-who = Les personnes qui contrôlent peuvent les recompter.
vote-statement-software = Compté par { $software }.
vote-statement-head = Empreinte de l’urne fermée :
vote-statement-head-at = (signée le { $date })
vote-statement-log = Voir l’urne et ses fichiers
vote-statement-recount = Le fichier pour recompter

receipt-proof-title = Votre code de preuve
receipt-proof-what = Votre vote est reçu. Il entre dans l’urne en dix minutes au plus. Avec ce code, vous vérifiez qu’il y est. Le code ne dit pas ce que vous avez choisi.
receipt-proof-check = Vérifier mon vote
receipt-proof-qr = Un dessin à lire avec un téléphone. Il mène à la preuve de votre vote.
receipt-proof-erased = Le lien entre vous et votre bulletin est effacé. Votre code de preuve marche toujours.
receipt-proof-waiting = Votre code de preuve sera ici dans dix minutes environ, ou à la fin du vote.
receipt-votes-closed = L’étape est finie : ce que vous avez dit ne s’affiche plus ici, même pour vous.
receipt-votes-erased = Le lien entre vous et vos votes est effacé. Votre code de preuve marche toujours.
receipt-recorded = Montrer ce qui a été enregistré
receipt-recorded-until = Cette page marche tant que le vote est ouvert. Ensuite, plus personne ne peut la voir.
receipt-recorded-open = Pour recalculer votre code
receipt-recorded-how = L’empreinte du vote se calcule avec ces trois lignes. Votre code en est le début.
receipt-recorded-consultation = Consultation
receipt-recorded-nonce = Nombre secret de ce vote
receipt-recorded-ballot = Vote, comme il est rangé
